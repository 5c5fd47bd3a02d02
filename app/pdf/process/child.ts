import { PdfRefusal } from '../errors.ts';
import { extractDocument } from '../extract-document.ts';
import { renderDocument } from '../render-document.ts';
import type { Reply, Task } from './protocol.ts';
import { warmUp } from './warm-up.ts';

/** Entry point of an engine process: does one task after another, keeps nothing of any. */

process.on('message', (task: Task) => {
  void answer(task).then(send);
});
// The parent is gone: nobody will ever ask again.
process.on('disconnect', () => process.exit(0));

await warmUp();
send({ kind: 'ready' });

async function answer(task: Task): Promise<Reply> {
  const options = { password: task.password, limits: task.limits, onPage: () => send({ kind: 'page' }) };
  try {
    const result =
      task.kind === 'extract'
        ? await extractDocument(task.pdf, options)
        : await renderDocument(task.pdf, task.translations, { ...options, language: task.language });
    return { kind: 'done', result };
  } catch (error) {
    if (error instanceof PdfRefusal) return { kind: 'refused', code: error.code, message: error.message };
    // Stack overflow: nested deeper than any honest document.
    if (error instanceof RangeError) return { kind: 'refused', ...refusal('too-complex') };
    return { kind: 'failed', message: String(error), stack: error instanceof Error ? (error.stack ?? '') : '' };
  }
}

function refusal(code: 'too-complex'): { code: 'too-complex'; message: string } {
  return { code, message: new PdfRefusal(code).message };
}

function send(reply: Reply): void {
  process.send?.(reply);
}
