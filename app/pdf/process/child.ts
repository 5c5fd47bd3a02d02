import { PdfRefusal } from '../errors.ts';
import { LastReading } from './last-reading.ts';
import { perform } from './perform.ts';
import type { Reply, Task } from './protocol.ts';
import { warmUp } from './warm-up.ts';

/** Entry point of an engine process: does one task after another. What it keeps of the last one is in `LastReading`. */

const reading = new LastReading();

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
    return { kind: 'done', result: await perform(task, reading, send) };
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
