import { writeSync } from 'node:fs';
import { translationEngine } from './app.ts';
import { type RunningStack, startStack } from './index.ts';
import { HELP, parseStartOptions, type StartOptions, UsageError } from './options.ts';
import { canListen, freePort } from './ports.ts';
import { StackError } from './process.ts';
import { table } from './table.ts';
import { MissingTool } from './tools.ts';

/** Short: a browser that trusts our CA would otherwise pin every other server on this localhost. */
const HSTS_MAX_AGE_S = 60;
const HTTP_PORT = 8080;
/** One Ctrl-C reaches us from the terminal and from npm: that is one. */
const SAME_SIGNAL_MS = 1_000;

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

/** Starts, shows, waits for Ctrl-C or a death, stops. Resolves to the exit code. */
async function main(options: StartOptions): Promise<number> {
  const stopAsked = untilSignal();
  const calledOff = new AbortController();
  void stopAsked.then(() => calledOff.abort());
  if (!(await canListen(options.httpsPort))) {
    throw new StackError(
      `port ${options.httpsPort} is taken: stop what listens there (\`ss -ltnp 'sport = :${options.httpsPort}'\` names it), or choose another with --port`,
    );
  }
  const started = performance.now();
  const stack = await startStack({
    ports: { https: options.httpsPort, http: await freePort(HTTP_PORT) },
    hstsMaxAgeS: HSTS_MAX_AGE_S,
    rateLimit: options.rateLimit,
    keep: options.keep,
    services: options.services,
    newest: true,
    signal: calledOff.signal,
    progress,
  }).catch((error: unknown) => {
    if (calledOff.signal.aborted) return undefined;
    throw error;
  });
  if (!stack) {
    progress('stopped before it was ready');
    return 130;
  }
  process.stdout.write(`${summary(stack, options)}\n\nReady in ${seconds(started)}. Ctrl-C stops all of it.\n`);

  const end = await Promise.race([stopAsked, stack.crashed]);
  const stopStarted = performance.now();
  await stack.stop();
  if (end instanceof StackError) throw end;
  progress(`stopped in ${seconds(stopStarted)}`);
  return 0;
}

const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. The next one ends this process at once; the kernel then ends the rest. */
function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (first !== undefined && performance.now() - first > SAME_SIGNAL_MS) process.exit(130);
        first ??= performance.now();
        resolve(signal);
      });
    }
  });
}

function summary(stack: RunningStack, { keep, rateLimit }: StartOptions): string {
  const engine = translationEngine();
  return [
    table(
      ['what', 'where'],
      [
        ['web app', stack.webUrl],
        ['API', stack.apiUrl],
        ['OpenAPI', stack.openapiUrl],
        ['mails', stack.mailUrl],
        ['certificate to trust', stack.caFile],
        ['logs', stack.logDir],
        ['for tools', '.local/stack.json'],
      ],
    ),
    table(
      ['user', 'password', 'role'],
      stack.users.map(({ email, password, role }) => [email, password, role]),
    ),
    [
      engine === 'pseudo'
        ? 'Apertium is not installed: texts come back marked, not translated (`npm run setup` installs it).'
        : 'Translation: Apertium.',
      rateLimit === 'off' ? 'Rate limits are off.' : 'Rate limits as in production.',
      keep ? 'Data is kept for the next --keep start.' : 'Data is gone at the end; --keep keeps it.',
    ].join(' '),
  ].join('\n\n');
}

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else process.exitCode = await main(options);
} catch (error) {
  if (error instanceof UsageError || error instanceof StackError || error instanceof MissingTool) {
    writeSync(2, `start: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 4 : 1;
  } else throw error;
}
process.exit();
