import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString, PDFInvalidObject, PDFName } from '@cantoo/pdf-lib';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { extractDocument } from '../extract-document.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { renderDocument } from '../render-document.ts';
import { lines, samplePdf } from '../testing/sample.ts';
import { EngineProcess } from './engine-process.ts';
import { createPdfEngine, type PdfEngineOptions, type PdfEnginePool } from './pool.ts';

const engines: PdfEnginePool[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  return Promise.all(engines.splice(0).map((e) => e.close()));
});

function engineWith(options: PdfEngineOptions): PdfEnginePool {
  const engine = createPdfEngine({ processes: 1, warm: false, ...options });
  engines.push(engine);
  return engine;
}

/** For tests that leave its processes as they were: starting one costs more than their documents. */
const [one, two] = [1, 2].map((processes) => createPdfEngine({ processes, warm: false })) as [PdfEnginePool, PdfEnginePool];
afterAll(() => Promise.all([one.close(), two.close()]));

const healthy = () => samplePdf([lines([50, 700, 'Good morning to everyone here.'])]);

/** Some seconds' work. */
const endless = repeated('q 1 0 0 1 0 0 cm ', 12);

/** A page whose content is `text` again and again, a thousand times smaller in the file. */
async function repeated(text: string, megabytes: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const content = Buffer.alloc(megabytes * 1024 * 1024, text);
  const stream = document.context.stream(new Uint8Array(deflateSync(content)), { Filter: 'FlateDecode' });
  document.addPage([600, 800]).node.set(PDFName.of('Contents'), document.context.register(stream));
  return document.save();
}

test('a document goes there and back', async () => {
  const pdf = await healthy();
  const { blocks } = await one.extract(pdf, {});
  const { pdf: output } = await one.render(pdf, { [blocks[0]?.id ?? '']: 'Buenos días a todos.' }, { language: 'es' });
  expect((await one.extract(output, {})).blocks.map((b) => b.text)).toEqual(['Buenos días a todos.']);
  expect((await one.navigation(output, {})).links).toEqual([]);
});

test('one page of an earlier translation is rendered again', async () => {
  const pdf = await samplePdf([lines([50, 700, 'The first page']), lines([50, 700, 'The second page'])]);
  const { pdf: previous } = await one.render(pdf, { p1b1: 'Primera', p2b1: 'Segunda' }, { language: 'es' });
  const again = await one.render(pdf, { p1b1: 'Uno', p2b1: 'Dos' }, { language: 'es', onlyPages: [2], previous });
  expect((await one.extract(again.pdf, {})).blocks.map((b) => b.text)).toEqual(['Primera', 'Dos']);
});

test('refusals come through by their code', async () => {
  const engine = engineWith({ limits: { maxBytes: 5000 } });
  await expect(engine.extract(Buffer.from('hello'), {})).rejects.toMatchObject({ name: 'PdfRefusal', code: 'not-a-pdf' });
  await expect(engine.extract(new Uint8Array(5001), {})).rejects.toMatchObject({ code: 'too-large' });
  await expect(engine.render(await healthy(), {}, { language: 'ar' })).rejects.toMatchObject({ code: 'unsupported-language' });
});

test.each([
  ['wall time', { wallMs: 300 }],
  ['time without a page', { stallMs: 300 }],
  ['CPU time of a page', { pageCpuMs: 200 }],
  ['CPU time', { cpuMs: 200 }],
  ['memory', { rssMb: 160 }],
])('a document that takes too much %s is refused', async (_, limits) => {
  await expect(engineWith({ limits }).extract(await endless, {})).rejects.toMatchObject({ code: 'too-complex' });
});

test('a killed process is replaced', async () => {
  const engine = engineWith({ limits: { pageCpuMs: 400 } });
  await expect(engine.extract(await endless, {})).rejects.toMatchObject({ code: 'too-complex' });
  expect((await engine.extract(await healthy(), {})).blocks).toHaveLength(1);
});

test('work can be given up, waiting or under way', async () => {
  const engine = engineWith({});
  const slow = new AbortController();
  const waiting = new AbortController();
  const pdf = await endless;
  const first = engine.extract(pdf, { signal: slow.signal });
  const second = engine.extract(await healthy(), { signal: waiting.signal });
  waiting.abort(new Error('given up'));
  await expect(second).rejects.toThrow('given up');
  slow.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  expect((await engine.extract(await healthy(), {})).blocks).toHaveLength(1);
});

test('documents wait for a free process', async () => {
  const pdf = await healthy();
  const results = await Promise.all(Array.from({ length: 6 }, () => two.extract(pdf, {})));
  expect(results.map((r) => r.blocks.length)).toEqual([1, 1, 1, 1, 1, 1]);
});

const numbered = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
/** Two tasks' worth of pages, with an outline entry that leads to the last one, a damaged one, and a note on that page. */
const long = (async () => {
  const document = await PDFDocument.load(await samplePdf(numbered(150).map((page) => lines([50, 700, `This is page number ${page}.`]))));
  const { context, catalog } = document;
  const [root, entry] = [context.nextRef(), context.nextRef()];
  const damaged = context.register(PDFInvalidObject.of(Buffer.from('<< /Title (Prices) 5 >>')));
  const dest = [document.getPage(149).ref, PDFName.of('Fit')];
  context.assign(entry, context.obj({ Title: PDFHexString.fromText('The last page'), Parent: root, Dest: dest, Next: damaged }));
  context.assign(root, context.obj({ First: entry, Last: damaged, Count: 2 }));
  catalog.set(PDFName.of('Outlines'), root);
  const F1 = context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', Encoding: 'WinAnsiEncoding' });
  const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 180, 30], Resources: { Font: { F1 } } };
  const look = context.register(context.stream('BT /F1 10 Tf 4 12 Td (Seen by the office) Tj ET', form));
  const note = context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [60, 500, 240, 530], F: 4, AP: { N: look } });
  document.getPage(149).node.set(PDFName.of('Annots'), context.obj([context.register(note)]));
  return document.save();
})();
const readByOne = long.then((pdf) => extractDocument(pdf, { limits: DEFAULT_LIMITS }));

test('a long document is read by several processes at a time, as one would', async () => {
  const extraction = await two.extract(await long, {});
  expect(extraction).toEqual(await readByOne);
  expect(extraction.blocks.at(-1)).toMatchObject({ id: 'o1', page: 150 });
});

test('a long document is written by several processes at a time, as one would', async () => {
  const { blocks } = await readByOne;
  const translations = Object.fromEntries(blocks.map(({ id }) => [id, `Nuevo texto de ${id}`]));
  const inParts = await two.render(await long, translations, { language: 'es' });
  const whole = await renderDocument(await long, translations, { limits: DEFAULT_LIMITS, language: 'es' });
  expect(await two.extract(inParts.pdf, {})).toEqual(await two.extract(whole.pdf, {}));
  expect({ ...inParts, pdf: '' }).toEqual({ blocks: whole.blocks, kept: whole.kept, warnings: whole.warnings, pdf: '' });
  expect(inParts.blocks.map(({ id }) => id)).toContain('p150n1');
  expect(inParts.warnings).toEqual([expect.stringContaining('bookmarks')]);
}, 60_000);

test('what is said of a long document as a whole is said once', async () => {
  const scan = 'q 600 0 0 800 0 0 cm BI /W 2 /H 1 /CS /G /BPC 8 ID xx EI Q';
  const document = await PDFDocument.load(await samplePdf(numbered(150).map((page) => (page === 1 ? lines([50, 700, 'A cover.']) : scan))));
  const { context, catalog } = document;
  catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: context.register(context.stream('app.beep(0)')) }));
  document.encrypt({ userPassword: '', ownerPassword: 'owner' });
  const pdf = await document.save({ useObjectStreams: false });
  const images = 'Some pages are images without text, such as scans; they stay as they are: 2–150.';
  expect((await two.extract(pdf, {})).warnings).toEqual([images]);
  const { warnings } = await two.render(pdf, { p1b1: 'Una cubierta.' }, { language: 'es' });
  expect(warnings).toEqual([expect.stringContaining('protected'), expect.stringContaining('scripts'), images]);
});

test('a process that is killed in the middle of a long document costs its time only', async () => {
  const started = vi.spyOn(EngineProcess.prototype, 'run');
  const engine = engineWith({ processes: 2 });
  const work = engine.extract(await long, {});
  await vi.waitFor(() => expect(started.mock.contexts.length).toBeGreaterThanOrEqual(2), { timeout: 30_000, interval: 1 });
  const victim = (started.mock.contexts[0] as EngineProcess | undefined)?.pid;
  if (victim === undefined) throw new Error('no process to kill');
  process.kill(victim, 'SIGKILL');
  expect(await work).toEqual(await readByOne);
  expect(started.mock.calls.length).toBeGreaterThan(2);
});

test('a document that every process is lost with is too complex', async () => {
  const killed: (number | undefined)[] = [];
  const run = EngineProcess.prototype.run;
  vi.spyOn(EngineProcess.prototype, 'run').mockImplementation(async function (this: EngineProcess, ...task) {
    await this.ready;
    killed.push(this.pid);
    const work = run.apply(this, task);
    process.kill(this.pid as number, 'SIGKILL');
    return work;
  });
  await expect(engineWith({}).extract(await endless, {})).rejects.toMatchObject({ code: 'too-complex' });
  expect(new Set(killed).size).toBe(2);
});

test('a long document without text ends as one read by one process does', async () => {
  const blank = await samplePdf(numbered(150).map(() => ''));
  expect(await two.extract(blank, {})).toEqual(await extractDocument(blank, { limits: DEFAULT_LIMITS }));
});

test('others come in between the tasks of a long document', async () => {
  const ended: string[] = [];
  const reads = [
    one.extract(await long, {}).then(() => ended.push('long')),
    one.extract(await healthy(), {}).then(() => ended.push('short')),
  ];
  await Promise.all(reads);
  expect(ended).toEqual(['short', 'long']);
});

test('the tasks of a document share its time', async () => {
  const engine = engineWith({ processes: 2, limits: { cpuMs: 30 } });
  await expect(engine.extract(await long, {})).rejects.toMatchObject({ code: 'too-complex' });
});

test('a bad document holds its own slot only', async () => {
  const engine = engineWith({ processes: 2, limits: { pageCpuMs: 1500 } });
  const bad = engine.extract(await endless, {}).catch((error: unknown) => error);
  let ended = false;
  void bad.then(() => {
    ended = true;
  });
  for (let i = 0; i < 3; i++) expect((await engine.extract(await healthy(), {})).blocks).toHaveLength(1);
  expect(ended).toBe(false);
  expect(await bad).toMatchObject({ code: 'too-complex' });
});

test('a closed engine takes no more work', async () => {
  const engine = engineWith({});
  await engine.close();
  await expect(engine.extract(await healthy(), {})).rejects.toThrow('closed');
});
