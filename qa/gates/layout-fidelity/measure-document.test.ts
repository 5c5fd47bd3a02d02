import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPdfEngine } from '@transkeep/app/pdf/index.ts';
import { createTranslationEngine } from '@transkeep/app/translation/index.ts';
import { expect, test, vi } from 'vitest';
import { CORPUS, type CorpusEntry } from '../../corpus/catalogue.ts';
import { measureDocument } from './measure-document.ts';

test('what Poppler has not looked at has no value, and says why', { timeout: 60_000 }, async () => {
  const entry = CORPUS.find(({ name }) => name === 'two-pages') as CorpusEntry;
  const engine = createPdfEngine({ processes: 1, warm: false });
  const pseudo = createTranslationEngine('pseudo');
  const workDir = await mkdtemp(join(tmpdir(), 'transkeep-gate-test-'));
  vi.stubEnv('PATH', workDir);
  try {
    const [run] = await measureDocument(
      { entry, engines: ['pseudo'] },
      {
        engine,
        translators: { identity: pseudo, pseudo, apertium: pseudo },
        readers: { check: async () => ({ pdfium: '', qpdf: '' }), close: () => {} },
        workDir,
        signal: new AbortController().signal,
      },
    );
    expect(run).toMatchObject({
      outcome: 'translated',
      worstPage: null,
      fidelity: { residualSource: null, wordRecall: expect.any(Number) },
    });
    expect(run?.reason).toMatch(/pdfto\w+ is missing/);
  } finally {
    vi.unstubAllEnvs();
    await Promise.all([engine.close(), pseudo.close(), rm(workDir, { recursive: true, force: true })]);
  }
});
