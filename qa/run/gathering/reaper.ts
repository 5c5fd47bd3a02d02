import { endMarked } from './process-family.ts';

/**
 * Entry of the process that outlives a harness that is killed (SIGKILL, out of memory): its standard input ends with the harness, and then it ends
 * whatever carries the mark of that run. At the end of an ordinary run there is nothing left to find.
 */
const [mark] = process.argv.slice(2);
if (!mark) throw new Error('usage: reaper.ts MARK');

process.stdin.resume();
process.stdin.once('close', () => void endMarked(mark, 2_000));
