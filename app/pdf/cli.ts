import { readFile, writeFile } from 'node:fs/promises';
import {
  createTranslationEngine,
  type EngineName,
  OFFLINE_ENGINE_NAMES,
  passagesOf,
  translateAll,
  translatePassages,
  UnsupportedPairError,
} from '../translation/index.ts';
import { type Command, HELP, parseCommand, UsageError } from './cli-options.ts';
import { inspectionReport, type Measured, NOT_MEASURED, translationReport } from './cli-report.ts';
import { PdfRefusal } from './errors.ts';
import { measureFidelity, type Original, type Translated } from './fidelity/measure.ts';
import { createPdfEngine, type PdfEnginePool } from './process/pool.ts';
import { taggedText } from './translations.ts';

/** The engine alone, on the command line. Results go to stdout, everything else to stderr. */

const say = (text: string) => process.stderr.write(`${text}\n`);
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const command = parseCommand(args, OFFLINE_ENGINE_NAMES);
    if (command.name === 'help') {
      process.stdout.write(HELP);
      return 0;
    }
    return await withEngine(command);
  } catch (error) {
    if (error instanceof UsageError) {
      say(`pdf: ${error.message} (--help shows how)`);
      return 4;
    }
    say(`pdf: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 3;
  }
}

async function withEngine(command: Exclude<Command, { name: 'help' }>): Promise<number> {
  const pdf = await readInput(command.input);
  const engine = createPdfEngine({ processes: 1, warm: false });
  try {
    const result = command.name === 'inspect' ? await inspect(engine, pdf, command) : await translate(engine, pdf, command);
    process.stdout.write(`${command.json ? JSON.stringify(result.json) : result.text}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    const { code, message } = refusalOf(error);
    if (command.json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
    else say(`pdf: ${message} (${code})`);
    return 1;
  } finally {
    await engine.close();
  }
}

/** In words for this command line: here, unlike in the app, a password can be given. */
function refusalOf({ code, message }: PdfRefusal): { code: string; message: string } {
  const wantsPassword = message === new PdfRefusal('encrypted').message;
  return { code, message: wantsPassword ? 'This PDF is protected by a password. Give the right one with --password.' : message };
}

async function inspect(engine: PdfEnginePool, pdf: Uint8Array, { password }: { password: string | undefined }) {
  return inspectionReport(await engine.extract(pdf, { password }));
}

async function translate(engine: PdfEnginePool, pdf: Uint8Array, command: Extract<Command, { name: 'translate' }>) {
  const { password, to } = command;
  const began = performance.now();
  const extraction = await engine.extract(pdf, { password });
  const blocks = extraction.blocks.filter((b) => b.translatable).map((b) => ({ ...b, tagged: taggedText(b) }));
  const translations = await translateBlocks(blocks, command);
  const rendering = await engine.render(pdf, translations, { language: to, password });
  const ms = Math.round(performance.now() - began);
  const peakRssMb = engine.peakRssMb();
  await writeOutput(command.out, rendering.pdf);
  const { fidelity, counts } = await measure(engine, { pdf, password, extraction }, { translations, rendering });
  const report = translationReport({ extraction, rendering, ms, peakRssMb, fidelity, counts, out: command.out });
  for (const warning of report.warnings) say(`pdf: ${warning}`);
  return report;
}

/** How well the layout was kept. What was made is a translation even if it cannot be read again: then nothing of it is measured. */
async function measure(engine: PdfEnginePool, original: Original, translated: Translated): Promise<Measured> {
  const note = (text: string) => say(`pdf: ${text}`);
  try {
    const [measures] = await measureFidelity(engine, original, [translated], { note });
    if (!measures) throw new Error('one translation has one measure');
    return measures;
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    note(`fidelity is not measured: ${error.message} (${error.code})`);
    return NOT_MEASURED;
  }
}

/** Tagged translations by block id. */
async function translateBlocks(
  blocks: readonly { readonly id: string; readonly tagged: string; readonly continuedIn?: string }[],
  { engine: name, from, to, tone }: Extract<Command, { name: 'translate' }>,
): Promise<Record<string, { tagged: string }>> {
  const engine = createTranslationEngine(name as EngineName);
  try {
    if (tone && !(await engine.tones({ from, to })).includes(tone))
      say(`pdf: ${name} has one tone only here; --tone ${tone} has no effect`);
    const translated = await translatePassages(passagesOf(blocks), async (texts) => {
      const answers = await translateAll(engine, texts, { from, to, tone });
      return answers.map((tagged) => ({ tagged, missedTerms: [] }));
    });
    return Object.fromEntries([...translated].map(([id, { tagged }]) => [id, { tagged }]));
  } catch (cause) {
    if (!(cause instanceof UnsupportedPairError)) throw cause;
    throw new PdfRefusal('unsupported-language', `${name} does not translate ${from} to ${to}.`, { cause });
  } finally {
    await engine.close();
  }
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
}

async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    throw new UsageError(`cannot write ${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
}
