import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { caseOf, createFuzzEngine, DEFECTS, type FuzzResult, runCase, WORTH_A_LOOK } from '../fuzz/fuzz.ts';
import { repoRoot } from './step.ts';

const HELP = `npm run fuzz: spoils documents of the corpus and gives them to the layout engine, which must refuse or translate each within its limits.
  -- --count N    cases (default 1000)
  -- --seed S     which cases (default 1); the same seed gives the same cases
  -- --from I     begin with case I (default 0), to go on or to repeat one with --count 1
Files that broke something are kept in .local/fuzz. Exit codes: 0 nothing broke, 1 something did, 4 wrong usage.
`;
const SIDE_BY_SIDE = 2;

async function fuzz(count: number, seed: number, from: number): Promise<boolean> {
  const engine = createFuzzEngine();
  const tally: Record<string, number> = {};
  const details: Record<string, number> = {};
  let parentErrors = 0;
  // What nobody awaits would end the worker: it counts as a crash of the parent.
  const onCrash = (error: unknown) => {
    parentErrors++;
    process.stderr.write(`fuzz: the parent would have crashed: ${error instanceof Error ? error.stack : String(error)}\n`);
  };
  process.on('uncaughtException', onCrash).on('unhandledRejection', onCrash);
  const folder = join(repoRoot, '.local/fuzz');
  let next = from;
  const lane = async (): Promise<void> => {
    while (next < from + count) {
      const one = caseOf(seed, next++);
      const result = await runCase(engine, one);
      tally[result.outcome] = (tally[result.outcome] ?? 0) + 1;
      const label = `${result.outcome}: ${generalised(result)}`;
      details[label] = (details[label] ?? 0) + 1;
      if (DEFECTS.includes(result.outcome) || (WORTH_A_LOOK.includes(result.outcome) && details[label] === 1)) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, `${seed}-${one.index}.pdf`), one.pdf);
        const what = `case ${one.index} of seed ${seed} (${one.document}: ${one.mutations.join(', ')})`;
        process.stderr.write(`fuzz: ${result.outcome}: ${what}: ${result.detail}\n`);
      }
      if ((next - from) % 500 === 0) process.stderr.write(`fuzz: ${next - from} of ${count}\n`);
    }
  };
  try {
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  } finally {
    await engine.close();
  }
  const defects = DEFECTS.reduce((sum, outcome) => sum + (tally[outcome] ?? 0), parentErrors);
  const result = { seed, from, count, parentErrors, ...tally, details, peakRssMb: engine.peakRssMb() };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return defects === 0;
}

/** One line for cases that differ in numbers and names only. */
const generalised = ({ detail }: FuzzResult) => detail.replace(/\b\d{2,}\b/g, 'n').slice(0, 160);

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new TypeError(`--${option} takes a whole number from ${least}, not "${text}"`);
  return value;
}

function read(): { count: number; seed: number; from: number } | undefined {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' }, count: text('1000'), seed: text('1'), from: text('0') },
  });
  if (values.help) return undefined;
  return {
    count: wholeNumber('count', values.count, 1),
    seed: wholeNumber('seed', values.seed, 0),
    from: wholeNumber('from', values.from, 0),
  };
}

try {
  const options = read();
  if (!options) process.stdout.write(HELP);
  else if (!(await fuzz(options.count, options.seed, options.from))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`fuzz: ${error.message.split('\n')[0]} (try --help)\n`);
  process.exitCode = 4;
}
