import { readNavigation } from '../extract/navigation.ts';
import { extractDocument, extractPart } from '../extract-document.ts';
import { renderDocument } from '../render-document.ts';
import type { LastReading } from './last-reading.ts';
import type { Reply, Result, Task } from './protocol.ts';

/** Bytes outside V8's heap from which on what the last task and the message of this one left behind is collected. */
const COLLECTED_FROM_BYTES = 16 * 1024 * 1024;
/** Limits count in seconds, and hearing of every page of a dense book would take the parent 8 % of a core. */
const PAGES_TOLD_EVERY_MS = 50;

/** Does one task in this process; `reading` is what goes from one to the next. Throws `PdfRefusal`. */
export function perform(task: Task, reading: LastReading, send: (reply: Reply) => void): Promise<Result> {
  // V8 by itself would let 64 MB of it come together, and this task's on top.
  if (process.memoryUsage().arrayBuffers > COLLECTED_FROM_BYTES) globalThis.gc?.();
  let told = Number.NEGATIVE_INFINITY;
  const onPage = () => {
    const now = performance.now();
    if (now - told < PAGES_TOLD_EVERY_MS) return;
    told = now;
    send({ kind: 'page' });
  };
  const options = {
    password: task.password,
    limits: task.limits,
    onOpen: (pages: number) => send({ kind: 'open', pages }),
    onPage,
  };
  switch (task.kind) {
    case 'extract': {
      const extracting = { ...options, open: reading.anew(task.digest) };
      return task.range ? extractPart(task.pdf, extracting, task.range) : extractDocument(task.pdf, extracting);
    }
    case 'render':
      return renderDocument(task.pdf, task.translations, {
        ...options,
        open: reading.again(task.digest),
        language: task.language,
        onlyPages: task.onlyPages,
        previous: task.previous,
        range: task.range,
        parts: task.parts,
      });
    case 'navigation':
      return readNavigation(task.pdf, task.password, options.onPage);
  }
}
