import { availableParallelism } from 'node:os';
import { PdfRefusal } from '../errors.ts';
import type { Navigation } from '../extract/navigation.ts';
import { joinParts } from '../extract-parts.ts';
import { keptWarnings } from '../kept-warnings.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import type { RenderedPart } from '../render-document.ts';
import type { Extraction, ExtractOptions, PageRange, PdfEngine, Rendering, RenderOptions, Translations } from '../types.ts';
import { isWritable } from '../typeset/language.ts';
import { Budget } from './budget.ts';
import { digestOf } from './digest.ts';
import { EngineProcess, ProcessLost } from './engine-process.ts';
import { inRanges } from './page-ranges.ts';
import type { Result, Task } from './protocol.ts';

export interface PdfEngineOptions {
  /** Documents done at a time. Default: one per processor, at most two. */
  readonly processes?: number;
  readonly limits?: Partial<Limits>;
  /** Whether processes warm up before their first document, half a second each. Default: true. */
  readonly warm?: boolean;
}

export interface PdfEnginePool extends PdfEngine {
  /** Most memory any engine process had, MB; 0 where that is unknown. */
  peakRssMb(): number;
  /** Links, outline and form fields. Throws `PdfRefusal`. */
  navigation(pdf: Uint8Array, options: ExtractOptions): Promise<Navigation>;
}

/** The translations of all that is on these pages: its ids begin with `p<page>`, then a letter (`Block.id`). */
function translationsOf(translations: Translations, from: number, to: number): Translations {
  const isWanted = (id: string) => {
    const page = Number(/^p(\d+)[a-z]/.exec(id)?.[1]);
    return page >= from && page <= to;
  };
  return Object.fromEntries(Object.entries(translations).filter(([id]) => isWanted(id)));
}

/** The rendering that `whole` is, with what its parts say of their pages. */
function rendering({ pdf, warnings, ...whole }: RenderedPart, parts: readonly RenderedPart[] = []): Rendering {
  const kept = [...parts.flatMap((part) => part.kept), ...whole.kept];
  const blocks = [...parts.flatMap((part) => part.blocks), ...whole.blocks];
  return { pdf, blocks, kept, warnings: parts.length > 0 ? [...warnings, ...keptWarnings(kept)] : warnings };
}

interface RangeOptions {
  readonly onOpen?: (pages: number) => void;
  readonly budget?: Budget;
  /** The process that had the task was lost. */
  readonly isSecond?: boolean;
}

/** A process is replaced after this many tasks, or when it keeps more memory than an idle one should. */
const RECYCLE_AFTER_TASKS = 2000;
const RECYCLE_ABOVE_MB = 400;

/** Starts the first engine process at once, the others when they are needed. */
export function createPdfEngine(options: PdfEngineOptions = {}): PdfEnginePool {
  return new Pool(options.processes ?? Math.min(2, availableParallelism()), { ...DEFAULT_LIMITS, ...options.limits }, options.warm ?? true);
}

class Pool implements PdfEnginePool {
  readonly #size: number;
  readonly #limits: Limits;
  readonly #warm: boolean;
  readonly #idle: EngineProcess[] = [];
  readonly #all = new Set<EngineProcess>();
  readonly #waiting: ((process: EngineProcess) => void)[] = [];
  readonly #closed = new AbortController();
  #peak = 0;

  constructor(size: number, limits: Limits, warm: boolean) {
    this.#warm = warm;
    this.#size = size;
    this.#limits = limits;
    this.#idle.push(this.#spawn());
  }

  async extract(pdf: Uint8Array, options: ExtractOptions): Promise<Extraction> {
    this.#requireSize(pdf);
    const task = { kind: 'extract', pdf, digest: digestOf(pdf, options.password), password: options.password } as const;
    const budget = new Budget(this.#limits);
    const parts = await inRanges(this.#size, async (range, stopped, onOpen) => {
      const signal = options.signal ? AbortSignal.any([options.signal, stopped]) : stopped;
      return (await this.#run({ ...task, range, limits: budget.left() }, signal, { onOpen, budget })) as Extraction;
    });
    return joinParts(parts) ?? ((await this.#run({ ...task, limits: budget.left() }, options.signal)) as Extraction);
  }

  async render(pdf: Uint8Array, translations: Translations, { signal, ...options }: RenderOptions): Promise<Rendering> {
    if (!isWritable(options.language)) throw new PdfRefusal('unsupported-language');
    this.#requireSize(pdf);
    const task = { kind: 'render', pdf, digest: digestOf(pdf, options.password), translations, ...options } as const;
    if (options.onlyPages) return rendering((await this.#run({ ...task, limits: this.#limits }, signal)) as RenderedPart);
    const budget = new Budget(this.#limits);
    // The first task may turn out to be the only one, and a process need not be sent what others write.
    const textsOf = ({ from, to }: PageRange) => (from === 1 ? {} : { translations: translationsOf(translations, from, to) });
    const parts = await inRanges(this.#size, async (range, stopped, onOpen) => {
      const either = signal ? AbortSignal.any([signal, stopped]) : stopped;
      const part = (await this.#run({ ...task, ...textsOf(range), range, limits: budget.left() }, either, {
        onOpen,
        budget,
      })) as RenderedPart;
      return { range, ...part };
    });
    const [first] = parts;
    if (first && !first.isPart) return rendering(first);
    const files = parts.map(({ range, pdf: part }) => ({ range, pdf: part }));
    const joined = (await this.#run({ ...task, parts: files, limits: budget.left() }, signal)) as RenderedPart;
    return rendering(joined, parts);
  }

  async navigation(pdf: Uint8Array, { password, signal }: ExtractOptions): Promise<Navigation> {
    this.#requireSize(pdf);
    return (await this.#run({ kind: 'navigation', pdf, password, limits: this.#limits }, signal)) as Navigation;
  }

  peakRssMb(): number {
    return Math.round(Math.max(this.#peak, ...[...this.#all].map((p) => p.peakRssMb)));
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('the PDF engine is closed'));
    const processes = [...this.#all];
    for (const process of processes) process.kill();
    await Promise.all(processes.map((p) => p.exited));
  }

  /** Copying megabytes to a process only to be told that they are too many would be a waste. */
  #requireSize({ byteLength }: Uint8Array): void {
    const { maxBytes } = this.#limits;
    if (byteLength > maxBytes) throw new PdfRefusal('too-large', `This PDF is larger than ${Math.round(maxBytes / 1024 / 1024)} MB.`);
  }

  async #run(task: Task, signal: AbortSignal | undefined, range: RangeOptions = {}): Promise<Result> {
    const { onOpen, budget, isSecond = false } = range;
    const either = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const process = await this.#acquire(either, 'digest' in task ? task.digest : undefined);
    const done = budget?.begin(() => process.usage());
    try {
      return await process.run(task, either, onOpen);
    } catch (error) {
      if (!(error instanceof ProcessLost)) throw error;
      // Once it is chance; twice, it is what the document takes.
      if (isSecond) throw new PdfRefusal('too-complex', undefined, { cause: error });
    } finally {
      done?.();
      this.#release(process);
    }
    return this.#run(task, signal, { ...range, isSecond: true });
  }

  /** A free process: the one that did the same document last, else the one that has been idle longest. */
  async #acquire(signal: AbortSignal, digest: string | undefined): Promise<EngineProcess> {
    signal.throwIfAborted();
    const same = this.#idle.findIndex(({ lastDigest }) => lastDigest !== undefined && lastDigest === digest);
    const [idle] = this.#idle.splice(Math.max(0, same), 1);
    if (idle) return idle;
    if (this.#all.size < this.#size) return this.#spawn();
    const { promise, resolve, reject } = Promise.withResolvers<EngineProcess>();
    const abort = () => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
      reject(signal.reason);
    };
    this.#waiting.push(resolve);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #release(process: EngineProcess): void {
    if (this.#closed.signal.aborted) return;
    let next = process;
    if (!this.#all.has(process)) next = this.#spawn();
    else if (process.tasksDone >= RECYCLE_AFTER_TASKS || (process.usage()?.rssMb ?? 0) > RECYCLE_ABOVE_MB) {
      process.kill();
      this.#forget(process);
      next = this.#spawn();
    }
    const waiting = this.#waiting.shift();
    if (waiting) waiting(next);
    else this.#idle.push(next);
  }

  #spawn(): EngineProcess {
    const process = new EngineProcess(Math.round(this.#limits.rssMb * 0.75), this.#warm);
    this.#all.add(process);
    void process.exited.then(() => this.#forget(process));
    return process;
  }

  #forget(process: EngineProcess): void {
    this.#peak = Math.max(this.#peak, process.peakRssMb);
    this.#all.delete(process);
    const i = this.#idle.indexOf(process);
    if (i >= 0) this.#idle.splice(i, 1);
  }
}
