import { inflateSync } from 'node:zlib';
import { PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/**
 * The reading half of pdf.js for one document, in this thread. pdf.js would start it by itself, but then copies every
 * message between its halves, and inflates through web streams: together more than half of the time that a page takes.
 */
export function readingHalf(): PDFWorker {
  (globalThis as { DecompressionStream: unknown }).DecompressionStream = WholeInflation;
  const [api, reader] = SharedPort.pair();
  WorkerMessageHandler.initializeFromPort(reader);
  return PDFWorker.create({ port: api as unknown as Worker, verbosity: 0 });
}

interface Message {
  /** A piece of a stream, as a page's operators come. Its lists are emptied and filled again by who sent it. */
  readonly chunk?: Readonly<Record<string, unknown>>;
}

/** Hands messages over as they are, but for the lists that the sender goes on using. */
class SharedPort extends EventTarget {
  #other: SharedPort | undefined;

  postMessage(message: Message): void {
    const { chunk } = message;
    const data = chunk
      ? { ...message, chunk: Object.fromEntries(Object.entries(chunk).map(([key, v]) => [key, Array.isArray(v) ? [...v] : v])) }
      : message;
    queueMicrotask(() => this.#other?.dispatchEvent(new MessageEvent('message', { data })));
  }

  static pair(): [SharedPort, SharedPort] {
    const [a, b] = [new SharedPort(), new SharedPort()];
    a.#other = b;
    b.#other = a;
    return [a, b];
  }
}

/**
 * What pdf.js uses of a `DecompressionStream`, with one call of zlib inside. What zlib refuses, a web stream refuses
 * too, and pdf.js then decodes as far as it can. Nothing else in an engine process inflates through web streams.
 */
class WholeInflation {
  readonly #inflated: Uint8Array[] = [];
  #failure: unknown;

  readonly writable = {
    getWriter: () => ({
      write: async (bytes: Uint8Array) => {
        try {
          this.#inflated.push(inflateSync(bytes));
        } catch (error) {
          this.#failure = error;
        }
      },
      close: async () => {},
    }),
  };

  readonly readable = {
    getReader: () => ({
      read: async () => {
        if (this.#failure) throw this.#failure;
        const value = this.#inflated.shift();
        return { value, done: value === undefined };
      },
    }),
  };
}
