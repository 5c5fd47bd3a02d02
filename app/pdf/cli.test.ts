import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { lines, samplePdf } from './testing/sample.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const MEASURES = ['background', 'blockIou', 'fontSizeKept', 'links', 'newOverlap', 'outline', 'overflow', 'residualSource', 'wordRecall'];

let folder: string;
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transkeep-cli-test-'));
  await writeFile(inFolder('in.pdf'), await samplePdf([lines([50, 700, 'Good morning to everyone here.'])]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** Lines. */
  readonly stderr: readonly string[];
}

/** The command line as a process of its own, to its end. */
function pdf(args: readonly string[], { path = folder }: { path?: string } = {}): Promise<Ended> {
  const env = { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr: stderr.split('\n').filter(Boolean) }),
    );
  });
}

const translate = (input: string, to: string, ...options: string[]) => [
  'translate',
  input,
  '--from',
  'en',
  '--to',
  to,
  '--out',
  'out.pdf',
  ...options,
];
const identityOf = (input: string, to = 'es') => translate(input, to, '--engine', 'identity', '--json');

/** A page that may just be read, with ballast: any font makes it too large. */
async function justSmallEnough(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Good morning to everyone here.'])]));
  const { context, catalog } = document;
  const plain = await document.save({ useObjectStreams: false });
  const ballast = context.stream(new Uint8Array(DEFAULT_LIMITS.maxBytes - plain.length - 300));
  catalog.set(PDFName.of('Ballast'), context.register(ballast));
  return document.save({ useObjectStreams: false });
}

/** A folder of programs that stand in for Poppler's. */
async function poppler(programs: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(inFolder('poppler-'));
  for (const [program, script] of Object.entries(programs)) {
    await writeFile(join(path, program), `#!/bin/sh\n${script}\n`);
    await chmod(join(path, program), 0o755);
  }
  return path;
}

describe('translate', { timeout: 60_000 }, () => {
  test('prints one object, and nothing else', async () => {
    const { code, stdout } = await pdf(identityOf('in.pdf'));
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ pages: 1, blocks: 1, translated: 1, kept: [], ms: expect.any(Number), peakRssMb: expect.any(Number) });
    expect(Object.keys(report.fidelity).sort()).toEqual(MEASURES);
    expect(report.fidelity).toMatchObject({ blockIou: expect.any(Number), wordRecall: 1, overflow: 0, links: 1, outline: 1 });
  });

  test('a protected document wants its password, which the message says how to give', async () => {
    const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Secret words of some length.'])]));
    document.encrypt({ userPassword: 'open sesame', ownerPassword: 'owner' });
    await writeFile(inFolder('locked.pdf'), await document.save());
    const locked = identityOf('locked.pdf');
    const { code, stdout } = await pdf(locked);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'encrypted', message: expect.stringContaining('--password') } });
    const opened = await pdf([...locked, '--password', 'owner']);
    expect(opened).toMatchObject({ code: 0, stderr: expect.arrayContaining(['pdf: The original is protected; the translation is not.']) });
    expect(JSON.parse(opened.stdout)).toMatchObject({ translated: 1 });
  });

  test('is done although Poppler fails', async () => {
    const path = await poppler({ pdftotext: 'exit 0', pdftoppm: 'echo first >&2; echo second >&2; exit 1' });
    const { code, stdout, stderr } = await pdf(identityOf('in.pdf'), { path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: ['pdf: background is not measured: pdftoppm failed (1): first'] });
    expect(JSON.parse(stdout).fidelity).toMatchObject({ background: null, wordRecall: 1 });
  });

  test('is done although it is too large to be read again', async () => {
    await writeFile(inFolder('large.pdf'), await justSmallEnough());
    const { code, stdout, stderr } = await pdf(identityOf('large.pdf'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: [expect.stringMatching(/^pdf: fidelity is not measured: .*too-large/)] });
    const report = JSON.parse(stdout);
    expect(Object.values(report.fidelity)).toEqual(MEASURES.map(() => null));
    expect(report).toMatchObject({ translated: 1, counts: null });
  });

  test('a damaged file is refused in words for programs', async () => {
    await writeFile(inFolder('damaged.pdf'), '%PDF-1.7\nnonsense');
    const { code, stdout, stderr } = await pdf(identityOf('damaged.pdf'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: [] });
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'damaged', message: expect.any(String) } });
  });

  test('identity does any language that can be written, in the neutral tone', async () => {
    expect((await pdf([...identityOf('in.pdf', 'fr'), '--tone', 'neutral'])).code).toBe(0);
  });

  test('wrong usage is one line', async () => {
    expect(await pdf(translate('in.pdf', 'es', '--loud'))).toEqual({ code: 4, stdout: '', stderr: [expect.stringContaining('--loud')] });
  });
});

test('inspect prints the blocks', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await pdf(['inspect', 'in.pdf', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
  expect(JSON.parse(stdout).blocks).toMatchObject([{ id: 'p1b1', text: 'Good morning to everyone here.', translatable: true }]);
});
