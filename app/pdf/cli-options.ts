import { parseArgs } from 'node:util';

export const HELP = `Usage:
  npm run -s pdf -- translate IN.pdf --from en --to es --out OUT.pdf [options]
  npm run -s pdf -- inspect IN.pdf [options]

translate writes IN.pdf in another language with its layout kept, and measures how well it was kept. What could not be measured is
null, and a line on stderr says why: a translation that was made is exit 0.
inspect prints the text blocks of IN.pdf.

Options:
  --from LANG       language of the document (BCP 47, e.g. en)
  --to LANG         language to write
  --out FILE        where the translated PDF goes
  --engine NAME     apertium (default), identity (every block with its own text), pseudo (marked text, 1.2 times the length)
  --tone TONE       formal, neutral (default) or informal; engines with one tone only say so and go on
  --password TEXT   password of a protected document
  --json            one JSON object on stdout
  --help            this text

Exit codes: 0 done, 1 the document is refused (with --json: {"error": {"code", "message"}}), 3 an error inside, 4 wrong usage.
`;

export const TONES = ['formal', 'neutral', 'informal'] as const;

interface Common {
  readonly input: string;
  readonly password: string | undefined;
  readonly json: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | ({ readonly name: 'inspect' } & Common)
  | ({
      readonly name: 'translate';
      readonly from: string;
      readonly to: string;
      readonly out: string;
      readonly engine: string;
      readonly tone: (typeof TONES)[number] | undefined;
    } & Common);

/** Wrong usage, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the command line. Throws `UsageError`. */
export function parseCommand(args: readonly string[], engines: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  const [name, input, ...rest] = positionals;
  if (name !== 'translate' && name !== 'inspect') throw new UsageError(name ? `unknown command «${name}»` : 'say translate or inspect');
  if (!input) throw new UsageError(`${name} needs a PDF`);
  if (rest.length > 0) throw new UsageError(`unexpected «${rest[0]}»`);
  const common = { input, password: values.password, json: values.json };
  if (name === 'inspect') {
    const stray = (['from', 'to', 'out', 'engine', 'tone'] as const).find((o) => values[o] !== undefined);
    if (stray) throw new UsageError(`inspect takes no --${stray}`);
    return { name, ...common };
  }
  const engine = values.engine ?? 'apertium';
  if (!engines.includes(engine)) throw new UsageError(`unknown engine «${engine}»; there are ${engines.join(', ')}`);
  const tone = TONES.find((t) => t === values.tone);
  if (values.tone !== undefined && !tone) throw new UsageError(`unknown tone «${values.tone}»; there are ${TONES.join(', ')}`);
  const { from, to, out } = values;
  if (!from || !to || !out) throw new UsageError(`translate needs --${!from ? 'from' : !to ? 'to' : 'out'}`);
  return { name, ...common, from, to, out, engine, tone };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: text, to: text, out: text, engine: text, tone: text, password: text, json: flag, help: flag },
    });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('ERR_PARSE_ARGS')) throw cause;
    throw new UsageError((cause as Error).message.split('. ')[0] ?? 'wrong usage', { cause });
  }
}
