import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PdfRefusal } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { Reply, Result, Task } from './protocol.ts';
import { peakRssMb, type Usage, usageOf } from './usage.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const APP_PDF = dirname(dirname(CHILD));
const APP_TEXT = fileURLToPath(new URL('../../text', import.meta.url));
const PACKAGES = dirname(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))));
/** The same folder, unless packages are links into a store: then the links are read on the way. */
const PACKAGE_LINKS = fileURLToPath(new URL('../../../node_modules', import.meta.url));
/** Often enough that a deflate bomb (some 300 MB/s) does not get far past its limit. */
const WATCH_EVERY_MS = 40;
const START_LIMIT_MS = 60_000;

/**
 * What lives through a page is copied whenever the young space is full: at 32 MB a document takes two thirds of the CPU time that it
 * takes at 8 MB, for 40 MB more. The old space, left to itself, grows for as long as there is room.
 */
export const HEAP_OPTIONS = ['--min-semi-space-size=32', '--max-semi-space-size=32', '--heap-growing-percent=20', '--expose-gc'];

/** Files and messages are mapped and given back one by one; else glibc keeps their room, in pieces, for the next. */
export const HEAP_ENVIRONMENT = { MALLOC_MMAP_THRESHOLD_: '65536' };

/** The process was ended from outside, as by the system when memory is short: the document is not to blame. */
export class ProcessLost extends Error {
  override readonly name = 'ProcessLost';
}

/**
 * One engine process with the task it is doing. It may read the engine's own files and nothing else, has no
 * environment, and is killed at the first limit it reaches.
 */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<string>;
  readonly ready: Promise<void>;
  #onReply: ((reply: Reply) => void) | undefined;
  #stderr = '';
  #peak = 0;
  tasksDone = 0;
  /** Of the document it did last, and may have kept what it read of. */
  lastDigest: string | undefined;

  constructor(heapMb: number, warm: boolean) {
    this.#child = fork(CHILD, warm ? ['warm'] : [], {
      execArgv: [
        `--max-old-space-size=${heapMb}`,
        ...HEAP_OPTIONS,
        '--permission',
        `--allow-fs-read=${APP_PDF}/*`,
        `--allow-fs-read=${APP_TEXT}/*`,
        `--allow-fs-read=${PACKAGES}/*`,
        `--allow-fs-read=${PACKAGE_LINKS}/*`,
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=SecurityWarning',
      ],
      env: HEAP_ENVIRONMENT,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
      this.#child.once('error', (error) => resolve(error.message));
    });
    this.#child.on('message', (reply: Reply) => this.#onReply?.(reply));
    this.ready = this.#start();
    // Whoever runs a task sees the failure; without one it is no one's concern.
    this.ready.catch(() => {});
  }

  get exited(): Promise<string> {
    return this.#gone;
  }

  get peakRssMb(): number {
    return this.#peak;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  usage(): Usage | undefined {
    return this.#child.pid === undefined ? undefined : usageOf(this.#child.pid);
  }

  kill(): void {
    // Its end is worth waiting for.
    this.#child.ref();
    this.#child.kill('SIGKILL');
  }

  /** Does one task. Throws `PdfRefusal`, `too-complex` when a limit was reached or the process died of the document, and `ProcessLost`. */
  async run(task: Task, signal: AbortSignal | undefined, onOpen?: (pages: number) => void): Promise<Result> {
    await this.ready;
    signal?.throwIfAborted();
    const watch = new Watch(task.limits, () => this.usage());
    const abort = () => this.kill();
    signal?.addEventListener('abort', abort);
    this.#hold(true);
    try {
      return await new Promise((resolve, reject) => {
        const timer = setInterval(() => {
          if (watch.exceeded()) this.kill();
        }, WATCH_EVERY_MS);
        void this.#gone.then((how) => {
          clearInterval(timer);
          if (signal?.aborted) reject(signal.reason);
          else if (!watch.reason && (how === 'SIGKILL' || how === 'SIGTERM')) reject(new ProcessLost(how));
          else
            reject(
              new PdfRefusal('too-complex', undefined, {
                cause: new Error(watch.reason ?? `engine process ended: ${how}. ${this.#stderr}`),
              }),
            );
        });
        this.#onReply = (reply) => {
          if (reply.kind === 'open') return onOpen?.(reply.pages);
          if (reply.kind === 'page') return watch.progress();
          clearInterval(timer);
          if (reply.kind === 'done') resolve(reply.result);
          else if (reply.kind === 'refused') reject(new PdfRefusal(reply.code, reply.message));
          else if (reply.kind === 'failed')
            reject(new PdfRefusal('damaged', undefined, { cause: new Error(reply.message, { cause: reply.stack }) }));
        };
        this.#child.send(task, (error) => error && this.kill());
      });
    } finally {
      this.tasksDone++;
      if ('digest' in task) this.lastDigest = task.digest;
      this.#onReply = undefined;
      signal?.removeEventListener('abort', abort);
      if (this.#child.pid !== undefined) this.#peak = Math.max(this.#peak, peakRssMb(this.#child.pid), watch.peakRssMb);
      this.#hold(false);
    }
  }

  async #start(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#onReply = (reply) => {
      if (reply.kind === 'ready') resolve();
    };
    const timer = setTimeout(() => this.kill(), START_LIMIT_MS);
    void this.#gone.then((how) => reject(new Error(`the PDF engine process did not start (${how}): ${this.#stderr.trim()}`)));
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#hold(false);
    }
  }

  /** An idle engine process keeps no program alive. */
  #hold(busy: boolean): void {
    const stderr = this.#child.stderr as unknown as { ref?(): void; unref?(): void } | null;
    if (busy) {
      this.#child.ref();
      this.#child.channel?.ref();
      stderr?.ref?.();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
      stderr?.unref?.();
    }
  }
}

/** Compares what a task takes with what it may take. */
class Watch {
  readonly #limits: Limits;
  readonly #usage: () => Usage | undefined;
  readonly #began = performance.now();
  readonly #cpuBefore: number;
  #lastPage = performance.now();
  #cpuAtPage: number;
  peakRssMb = 0;
  reason: string | undefined;

  constructor(limits: Limits, usage: () => Usage | undefined) {
    this.#limits = limits;
    this.#usage = usage;
    this.#cpuBefore = usage()?.cpuMs ?? 0;
    this.#cpuAtPage = this.#cpuBefore;
  }

  progress(): void {
    this.#lastPage = performance.now();
    this.#cpuAtPage = this.#usage()?.cpuMs ?? 0;
  }

  exceeded(): boolean {
    const now = performance.now();
    const usage = this.#usage();
    this.peakRssMb = Math.max(this.peakRssMb, usage?.rssMb ?? 0);
    const { wallMs, stallMs, pageCpuMs, cpuMs, rssMb } = this.#limits;
    if (now - this.#began > wallMs) this.reason = `took longer than ${wallMs} ms`;
    else if (now - this.#lastPage > stallMs) this.reason = `no page was finished for ${stallMs} ms`;
    else if (usage && usage.cpuMs - this.#cpuAtPage > pageCpuMs) this.reason = `no page was finished in ${pageCpuMs} ms of CPU time`;
    else if (usage && usage.cpuMs - this.#cpuBefore > cpuMs) this.reason = `took more than ${cpuMs} ms of CPU time`;
    else if (usage && usage.rssMb > rssMb) this.reason = `took more than ${rssMb} MB of memory`;
    return this.reason !== undefined;
  }
}
