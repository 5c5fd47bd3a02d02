import { PdfRefusal } from '../errors.ts';
import { readNavigation } from '../extract/navigation.ts';
import { extractDocument, extractPart } from '../extract-document.ts';
import { renderDocument } from '../render-document.ts';
import type { Reply, Result, Task } from './protocol.ts';
import { warmUp } from './warm-up.ts';

/** Entry point of an engine process: does one task after another, keeps nothing of any. */

process.on('message', (task: Task) => {
  void answer(task).then(send);
});
// pdf.js leaves promises behind that nobody awaits when a file ends in the middle of something. What was asked for rejects by itself, or reaches a
// limit; dying of the others would cost the page, and the next document a process.
process.on('unhandledRejection', () => {});
// The parent is gone: nobody will ever ask again.
process.on('disconnect', () => process.exit(0));

// A program that does one document has no use for a warm process.
if (process.argv.includes('warm')) await warmUp();
send({ kind: 'ready' });

async function answer(task: Task): Promise<Reply> {
  try {
    return { kind: 'done', result: await perform(task) };
  } catch (error) {
    if (error instanceof PdfRefusal) return { kind: 'refused', code: error.code, message: error.message };
    // Stack overflow: nested deeper than any honest document.
    if (error instanceof RangeError) return { kind: 'refused', ...refusal('too-complex') };
    return { kind: 'failed', message: String(error), stack: error instanceof Error ? (error.stack ?? '') : '' };
  }
}

function perform(task: Task): Promise<Result> {
  const options = {
    password: task.password,
    limits: task.limits,
    onOpen: (pages: number) => send({ kind: 'open', pages }),
    onPage: () => send({ kind: 'page' }),
  };
  switch (task.kind) {
    case 'extract':
      return task.range ? extractPart(task.pdf, options, task.range) : extractDocument(task.pdf, options);
    case 'render':
      return renderDocument(task.pdf, task.translations, {
        ...options,
        language: task.language,
        onlyPages: task.onlyPages,
        previous: task.previous,
        range: task.range,
        parts: task.parts,
      });
    case 'navigation':
      return readNavigation(task.pdf, task.password);
  }
}

function refusal(code: 'too-complex'): { code: 'too-complex'; message: string } {
  return { code, message: new PdfRefusal(code).message };
}

function send(reply: Reply): void {
  process.send?.(reply);
}
