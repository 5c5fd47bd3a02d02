import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Host, type RunningProgram, startProgram, untilReady } from '../process.ts';
import { toolPath } from '../tools.ts';

const HOST = '127.0.0.1';

/** The two Redis of production: a job that is evicted is lost, a cache that never evicts fills up. */
const ROLES = {
  queue: { 'maxmemory-policy': 'noeviction', maxmemory: '256mb' },
  cache: { 'maxmemory-policy': 'allkeys-lru', maxmemory: '64mb' },
} as const;

export type RedisRole = keyof typeof ROLES;

/** Arguments of `redis-server` that make it the queue or the cache; a durable queue survives a restart on the same folder. */
export function redisSettings(role: RedisRole, durable: boolean): string[] {
  const settings = { save: '', appendonly: durable && role === 'queue' ? 'yes' : 'no', ...ROLES[role] };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

export interface RedisOptions {
  readonly role: RedisRole;
  readonly dir: string;
  readonly host: Host;
  readonly port: number;
  readonly durable: boolean;
}

export async function startRedis(options: RedisOptions): Promise<{ program: RunningProgram; url: string; stop(): Promise<void> }> {
  const name = `redis-${options.role}`;
  const dir = join(options.dir, name);
  await mkdir(dir, { recursive: true });
  const args = ['--port', `${options.port}`, '--bind', HOST, '--dir', dir, ...redisSettings(options.role, options.durable)];
  const program = startProgram({ name, command: toolPath('redis-server'), args }, options.host);
  try {
    await untilReady(program, () => pongs(options.port));
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { program, url: `redis://${HOST}:${options.port}`, stop: program.stop };
}

/** Redis answers PING with an error while it still loads its data. */
function pongs(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => socket.write('PING\r\n'));
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (reply) => done(reply.toString().startsWith('+PONG')));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}
