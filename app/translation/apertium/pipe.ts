import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { type Tone, TranslationError } from '../engine.ts';
import type { Mode } from './modes.ts';
import { fromStream, toneOf, toStream } from './stream-format.ts';

/** Changes the analysis of a translated sentence before words are made of it. */
export type RewriteTone = (stream: string, tone: Tone) => string;

export interface PipeOptions {
  readonly answerTimeoutMs?: number | undefined;
  readonly rewriteTone?: RewriteTone | undefined;
}

interface Waiting {
  readonly answers: string[];
  /** Number of its first question; the others follow. */
  readonly first: number;
  readonly wanted: number;
  resolve(answers: string[]): void;
  reject(error: Error): void;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/**
 * One long-lived Apertium pipeline: a NUL after a text flushes its translation through all stages (3 ms a sentence
 * instead of 260 ms for a process each). Answers come in the order of the questions. When the pipeline dies, all that
 * wait are rejected and the next question starts a new one: the caller asks again, so no text is lost.
 */
export class ApertiumPipe {
  readonly #mode: Mode;
  readonly #answerTimeoutMs: number;
  readonly #rewriteTone: RewriteTone | undefined;
  #child: Promise<Child> | undefined;
  #running: Child | undefined;
  #waiting: Waiting[] = [];
  #buffered = '';
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(mode: Mode, { answerTimeoutMs = 10_000, rewriteTone }: PipeOptions = {}) {
    this.#mode = mode;
    this.#answerTimeoutMs = answerTimeoutMs;
    this.#rewriteTone = rewriteTone;
  }

  /** The pipeline's process group, while one runs. */
  get pid(): number | undefined {
    return this.#running?.pid;
  }

  /** Resolves with one answer to each text. @throws {TranslationError} when the pipeline ended, hung or garbled an answer */
  async ask(texts: readonly string[], tone: Tone = 'neutral'): Promise<string[]> {
    if (this.#closed) throw new TranslationError('the Apertium pipe is closed');
    if (texts.length === 0) return [];
    this.#child ??= this.#start();
    const child = await this.#child;
    if (this.#running !== child) throw new TranslationError('Apertium ended before it was asked');
    return new Promise((resolve, reject) => {
      const first = this.#asked;
      this.#asked += texts.length;
      this.#waiting.push({ answers: [], first, wanted: texts.length, resolve, reject });
      this.#armTimer();
      child.stdin.write(texts.map((text, index) => `${toStream(text, first + index, tone)}\0`).join(''));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const child = await this.#child?.catch(() => undefined);
    if (child) this.#end(child, new TranslationError('the Apertium pipe was closed'));
  }

  async #start(): Promise<Child> {
    const script = await nulFlushScript(this.#mode.path).catch((cause) => {
      this.#child = undefined;
      throw cause;
    });
    const [first, second] = halves(script);
    const [analysis, generation] = [endingTogether(first), second && endingTogether(second)];
    const rewriteTone = generation === undefined ? undefined : this.#rewriteTone;
    // Its own process group, so that all dozen stages end together. When this process dies, however it dies, their
    // stdin ends and so do they. `-n`: no marks (* @ #) on words that the dictionaries lack.
    // With a tone to write in, the pipeline is cut in two, and we are the stage between: 3 comes from it, 4 goes on.
    const cut = `{ ${generation}; } <&4 4<&- 3>&- & exec 4<&- 1>&-; { ${analysis}; } >&3 3>&-; exec 3>&-; wait`;
    const child: Child = spawn('/bin/sh', ['-c', rewriteTone ? cut : endingTogether(script), 'apertium', '-n', ''], {
      stdio: ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'],
      detached: true,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    }) as unknown as Child;
    if (rewriteTone) this.#writeTone(child, rewriteTone);
    this.#running = child;
    this.#buffered = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      if (this.#running === child) this.#receive(child, chunk); // else: the last words of a pipeline given up
    });
    child.stdin.on('error', (cause) => this.#end(child, new TranslationError('Apertium stopped reading', { cause })));
    child.on('error', (cause) => this.#end(child, new TranslationError('Apertium could not be started', { cause })));
    child.on('exit', (code, signal) => this.#end(child, new TranslationError(`Apertium ended (${signal ?? code})`)));
    return child;
  }

  #writeTone(child: Child, rewriteTone: RewriteTone): void {
    const [, , , analysed, rewritten] = child.stdio as unknown as [null, null, null, Readable, Writable];
    let buffered = '';
    analysed.setEncoding('utf8');
    analysed.on('data', (chunk: string) => {
      const streams = (buffered + chunk).split('\0');
      buffered = streams.pop() ?? '';
      rewritten.write(streams.map((stream) => `${rewriteTone(stream, toneOf(stream) ?? 'neutral')}\0`).join(''));
    });
    analysed.on('end', () => this.#end(child, new TranslationError('Apertium ended in the middle')));
    for (const stream of [analysed, rewritten]) {
      stream.on('error', (cause) => this.#end(child, new TranslationError('Apertium stopped in the middle', { cause })));
    }
  }

  #receive(child: Child, chunk: string): void {
    const streams = (this.#buffered + chunk).split('\0');
    this.#buffered = streams.pop() ?? '';
    for (const stream of streams) {
      const first = this.#waiting[0];
      if (!first) break; // a NUL of an ending stage
      const answer = fromStream(stream, first.first + first.answers.length);
      if (answer === undefined) {
        // One of the stages is ending, or answers are out of step: nothing from this pipeline can be trusted any more.
        this.#end(child, new TranslationError('Apertium gave half an answer'));
        return;
      }
      first.answers.push(answer);
      if (first.answers.length === first.wanted) {
        this.#waiting.shift();
        first.resolve(first.answers);
      }
    }
    this.#armTimer();
  }

  /** Restarted at each sign of life: it fires when nothing came for the whole time although somebody waits. */
  #armTimer(): void {
    clearTimeout(this.#timer);
    const child = this.#running;
    if (this.#waiting.length === 0 || !child) return;
    this.#timer = setTimeout(
      () => this.#end(child, new TranslationError(`Apertium gave no answer for ${this.#answerTimeoutMs} ms`)),
      this.#answerTimeoutMs,
    );
  }

  #end(child: Child, error: TranslationError): void {
    if (this.#running !== child) return;
    this.#running = undefined;
    this.#child = undefined;
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
    killGroup(child.pid);
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The pipeline before and from the stage that makes words; the second is undefined where there is no such stage. */
function halves(script: string): [analysis: string, generation: string | undefined] {
  const at = script.search(/\| *lt-proc -z \$1 /);
  return at < 0 ? [script, undefined] : [script.slice(0, at), script.slice(at + 1)];
}

/** The first stage that ends takes its process group along: those before it would else wait for more to read, and we for an answer. */
function endingTogether(pipeline: string): string {
  return pipeline
    .split('|')
    .map((stage) => `{ ${stage}; kill -9 0; }`)
    .join('|');
}

/** The mode's pipeline as a shell script, each stage told to flush at NUL. */
async function nulFlushScript(modePath: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('apertium-wblank-mode', ['-z', modePath]);
    return stdout.trim();
  } catch (cause) {
    throw new TranslationError('apertium-wblank-mode failed: is Apertium installed? (apt install apertium apertium-eng-spa)', { cause });
  }
}
