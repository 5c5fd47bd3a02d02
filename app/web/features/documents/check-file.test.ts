import { expect, test } from 'vitest';
import { checkFile, MAX_UPLOAD_MB } from './check-file.ts';

const file = (...parts: BlobPart[]) => new File(parts, 'a.pdf');

test('takes a PDF, also one whose header comes a little late', async () => {
  expect(await checkFile(file('%PDF-1.4\n…'))).toBeUndefined();
  expect(await checkFile(file('\ufeff\n\n%PDF-2.0\n…'))).toBeUndefined();
});

test('refuses what is empty, too large or something else', async () => {
  expect((await checkFile(file()))?.title).toMatch(/empty/);
  expect((await checkFile(file('PK\u0003\u0004')))?.title).toMatch(/not a PDF/);
  const large = file('%PDF-1.4');
  Object.defineProperty(large, 'size', { value: MAX_UPLOAD_MB * 1024 * 1024 + 1 });
  expect((await checkFile(large))?.title).toMatch(/larger than 25 MB/);
});
