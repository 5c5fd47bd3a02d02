import { wordsOf } from '@transkeep/app/pdf/fidelity/words.ts';
import { type Limits, PdfRefusal, REFUSAL_CODES } from '@transkeep/app/pdf/index.ts';
import { createPdfEngine, type PdfEnginePool } from '@transkeep/app/pdf/process/pool.ts';
import { ownTexts } from '@transkeep/app/pdf/translations.ts';
import { bytesOf, CORPUS } from '../corpus/catalogue.ts';
import { mutate } from './mutations.ts';
import { Random } from './random.ts';

/** Short limits, as most time would else go into cases that only show that limits hold. */
const FUZZ_LIMITS: Partial<Limits> = { wallMs: 20_000, stallMs: 15_000, pageCpuMs: 3_000, cpuMs: 8_000 };
/** A case that is still under way this long after the last limit it may reach has slipped through them. Three tasks make a case. */
const HANG_MS = 3 * 20_000 + 15_000;
const LARGEST_SEED_BYTES = 200_000;

export interface FuzzCase {
  readonly index: number;
  readonly document: string;
  readonly mutations: readonly string[];
  readonly pdf: Uint8Array;
}

export type Outcome =
  | 'translated'
  | 'refused'
  /** Refused because a limit was reached. */
  | 'killed'
  /** Refused because the process died by itself: it is replaced, and worth a look. */
  | 'died'
  /** Refused because of an error that nobody foresaw: no defect for a user, but worth a look. */
  | 'unforeseen'
  | 'hang'
  | 'unknown-error'
  | 'output-does-not-open'
  /** Less than half as many words are read from the output as were written into it. */
  | 'lost-text';

/** What must never happen. */
export const DEFECTS: readonly Outcome[] = ['hang', 'unknown-error', 'output-does-not-open', 'lost-text'];

/** Refused as they should be, but not by a rule: the first of each kind is kept, too. */
export const WORTH_A_LOOK: readonly Outcome[] = ['died', 'unforeseen'];

export interface FuzzResult {
  readonly outcome: Outcome;
  readonly detail: string;
}

const seeds = CORPUS.filter(({ pages, password }) => pages < 10 && password === undefined);
const bytes = new Map<string, Uint8Array>();

/** The `index`-th case of a seed: the same one whatever was run before. */
export function caseOf(seed: number, index: number): FuzzCase {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const entry = random.pick(seeds);
  const pdf = bytes.get(entry.name) ?? bytesOf(entry);
  if (pdf.length <= LARGEST_SEED_BYTES) bytes.set(entry.name, pdf);
  return { index, document: entry.name, ...mutate(pdf, random) };
}

export const createFuzzEngine = (): PdfEnginePool => createPdfEngine({ processes: 2, limits: FUZZ_LIMITS });

/** Reads the file, writes every block as itself, and reads the output again. */
export async function runCase(engine: PdfEnginePool, { pdf }: FuzzCase): Promise<FuzzResult> {
  const timeout = AbortSignal.timeout(HANG_MS);
  try {
    const { blocks } = await engine.extract(pdf, { signal: timeout });
    const translations = ownTexts(blocks);
    const rendering = await engine.render(pdf, translations, { language: 'en', signal: timeout });
    const written = wordsIn(rendering.blocks.map(({ id }) => translations[id] ?? ''));
    try {
      const output = await engine.extract(rendering.pdf, { signal: timeout });
      return lostText(written, wordsIn(output.blocks.map(({ text }) => text))) ?? { outcome: 'translated', detail: '' };
    } catch (error) {
      if (!(error instanceof PdfRefusal) || error.code === 'damaged' || error.code === 'not-a-pdf')
        return { outcome: 'output-does-not-open', detail: explain(error) };
      return (error.code === 'scanned' && lostText(written, 0)) || answer(error);
    }
  } catch (error) {
    if (timeout.aborted) return { outcome: 'hang', detail: `no end after ${HANG_MS} ms` };
    return answer(error);
  }
}

const wordsIn = (texts: readonly string[]): number => wordsOf(texts.join('\n')).length;

/** Words that run together or come apart are no loss; half of them gone is. */
function lostText(written: number, read: number): FuzzResult | undefined {
  return 2 * read < written ? { outcome: 'lost-text', detail: `${read} words are read again, ${written} were written` } : undefined;
}

function answer(error: unknown): FuzzResult {
  if (!(error instanceof PdfRefusal) || !REFUSAL_CODES.includes(error.code)) return { outcome: 'unknown-error', detail: explain(error) };
  const cause = error.cause instanceof Error ? error.cause : undefined;
  if (error.code === 'too-complex' && cause) {
    const died = /^engine process ended/.test(cause.message);
    return died ? { outcome: 'died', detail: lastWords(cause.message) } : { outcome: 'killed', detail: cause.message };
  }
  // An error that the engine named itself crosses over without a cause.
  if (cause) return { outcome: 'unforeseen', detail: explain(cause) };
  return { outcome: 'refused', detail: error.code };
}

/** How a process ended and the error it wrote last, without the warnings before it. */
function lastWords(text: string): string {
  const error = text.split('\n').findLast((line) => /^\s*\w*(?:Error|FATAL ERROR)\b/.test(line)) ?? '';
  const frame = text.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return `${/^[^.]*/.exec(text)?.[0]}: ${error.trim()} ${frame.trim()}`;
}

/** The message, and where in our own code it was thrown. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = typeof error.cause === 'string' ? error.cause : (error.stack ?? '');
  const frame = stack.split('\n').find((line) => /\/app\/pdf\//.test(line)) ?? '';
  return `${error.message.split('\n')[0]} ${/\/app\/pdf\/[^)]*/.exec(frame)?.[0] ?? ''}`.trim();
}
