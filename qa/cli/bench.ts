import { parseArgs } from 'node:util';
import { bareApertium, ours, sentences, wordsOf } from '@transkeep/app/translation/bench.ts';
import { measureMs } from '../benchmarks/measure-ms.ts';
import { onOneCore } from '../benchmarks/one-core.ts';
import { median } from '../statistics/index.ts';
import { benchLongDocuments } from './bench-long-documents.ts';
import { benchMemory, benchPdf } from './bench-pdf.ts';

const HELP = `npm run bench: the layout engine's speed as a ratio to its floor (pdf.js reading plus pdf-lib saving the same file),
both measured in turn in the same run, each in a process of its own, in CPU time. A ratio of 2 is twice the floor; absolute
figures say as much of the machine as of us. Then its memory over a book; one page rendered anew, two cores against one,
cached blocks against extraction, in wall time, which wants an idle machine; and the offline translation on one core: words
a second through our engine, and as a ratio to the distribution's own apertium command.
  -- --rounds N   measured rounds of each, after some to warm up (default 7)
`;

async function benchTranslation(rounds: number): Promise<void> {
  const texts = sentences(400);
  const words = wordsOf(texts);
  const ofPeer: number[] = [];
  process.stdout.write(`\ntranslation, en→es         words   ours words/s   apertium words/s   ratio of times (min–max of ${rounds})\n`);
  for (const tone of ['neutral', 'formal'] as const) {
    const engine = await ours(tone);
    try {
      const ratios: number[] = [];
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const own = await measureMs(() => engine.run(texts));
        const peer = await measureMs(() => bareApertium(texts));
        times.push(own);
        ofPeer.push(peer);
        ratios.push(own / peer);
      }
      const perSecond = (values: readonly number[]) => Math.round((words * 1000) / median(values));
      ratios.sort((a, b) => a - b);
      const range = `(${ratios[0]?.toFixed(2)}–${ratios.at(-1)?.toFixed(2)})`;
      process.stdout.write(
        `apertium, ${tone.padEnd(14)} ${String(words).padStart(8)} ${String(perSecond(times)).padStart(14)} ${String(perSecond(ofPeer)).padStart(18)} ${median(ratios).toFixed(2).padStart(16)} ${range}\n`,
      );
    } finally {
      await engine.close();
    }
  }
}

try {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' }, rounds: { type: 'string', default: '7' } } });
  const rounds = Number(values.rounds);
  if (values.help) process.stdout.write(HELP);
  else if (!Number.isInteger(rounds) || rounds < 1) {
    process.stderr.write(`bench: --rounds takes a whole number from 1, not "${values.rounds}"\n`);
    process.exitCode = 4;
  } else {
    await benchPdf(rounds);
    await benchMemory();
    await benchLongDocuments();
    await onOneCore(() => benchTranslation(rounds));
  }
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error)) throw error;
  process.stderr.write(`bench: ${error.message.split('\n')[0]} (try --help)\n`);
  process.exitCode = 4;
}
