import { randomInt } from 'node:crypto';
import { mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../setup/lock.mjs';

/**
 * Below Linux's range for outgoing connections (32768 up): a port from that range can be taken by a client's own
 * connection between our look and the server's bind, which is rare when idle and regular under load.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** Whether this process could listen on the loopback port right now. */
export function canListen(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Free loopback ports, all different, and no other stack's: what one process was given, no other is given while it lives,
 * as seconds pass before a program listens on its port.
 */
export async function freePorts<N extends number>(count: N, free: (port: number) => Promise<boolean> = reserve): Promise<Ports<N>> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt > count + 1_000) throw new Error(`no ${count} free ports between ${LOWEST} and ${HIGHEST} on 127.0.0.1`);
    const port = randomInt(LOWEST, HIGHEST);
    if (!ports.has(port) && (await free(port))) ports.add(port);
  }
  return [...ports] as Ports<N>;
}

const reservations = join(tmpdir(), `transkeep-ports-${process.getuid?.() ?? 0}`);

/** A symbolic link per port whose target is its owner's pid: made in one step by whoever is first, void once the owner is gone. */
async function reserve(port: number): Promise<boolean> {
  await mkdir(reservations, { recursive: true, mode: 0o700 });
  const file = join(reservations, `${port}`);
  try {
    await symlink(`${process.pid}`, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Not for this call, which goes on to another port: two that took it over at once would both have it.
    if (!isAlive(await ownerOf(file))) await rm(file, { force: true });
    return false;
  }
  return canListen(port);
}

/** This process when the reservation is gone by now: nothing to take over. */
async function ownerOf(file: string): Promise<number> {
  try {
    return Number(await readlink(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return process.pid;
  }
}

/** A tuple of N numbers. */
type Ports<N extends number, T extends number[] = []> = T['length'] extends N ? T : Ports<N, [...T, number]>;

/** One free loopback port; `preferred` if it is free. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await canListen(preferred))) return preferred;
  const [port] = await freePorts(1);
  return port;
}
