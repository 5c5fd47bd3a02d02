import { parseArgs } from 'node:util';
import type { ServicesKind } from './services.ts';

export const HELP = `npm start [-- OPTIONS]: the whole system on this machine, until Ctrl-C.
  --keep                  keep database and documents for the next --keep start
  --rate-limit off        no limits on requests, for load tests of your own
  --services containers   PostgreSQL and Redis in containers instead of embedded; needs a container engine
  --port N                HTTPS port (default 8443)
  --help
`;

/** Wrong flags: exit 4. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface StartOptions {
  readonly help: boolean;
  readonly keep: boolean;
  readonly rateLimit: 'on' | 'off';
  readonly services: ServicesKind;
  readonly httpsPort: number;
}

/** Command line of `npm start`. Throws UsageError with one line. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parse(args);
  const rateLimit = values['rate-limit'];
  if (rateLimit !== 'on' && rateLimit !== 'off') throw new UsageError(`--rate-limit is on or off, not «${rateLimit}»`);
  const { services } = values;
  if (services !== 'embedded' && services !== 'containers') throw new UsageError(`--services is embedded or containers, not «${services}»`);
  const httpsPort = Number(values.port);
  if (!Number.isInteger(httpsPort) || httpsPort < 1 || httpsPort > 65_535)
    throw new UsageError(`--port is a number from 1 to 65535, not «${values.port}»`);
  return { help: values.help, keep: values.keep, rateLimit, services, httpsPort };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false, short: 'h' },
        keep: { type: 'boolean', default: false },
        'rate-limit': { type: 'string', default: 'on' },
        services: { type: 'string', default: 'embedded' },
        port: { type: 'string', default: '8443' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/[.\n]/)[0]}; --help lists the options`, { cause: error });
  }
}
