import { expect, test } from 'vitest';
import { fileNameOf, translatedName } from './save-file.ts';

test('reads the name from Content-Disposition, the encoded one first', () => {
  expect(fileNameOf('attachment; filename="Guide.es.pdf"')).toBe('Guide.es.pdf');
  expect(fileNameOf(`attachment; filename="Gua.pdf"; filename*=UTF-8''Gu%C3%ADa.es.pdf`)).toBe('Guía.es.pdf');
  expect(fileNameOf('attachment')).toBeUndefined();
  expect(fileNameOf(null)).toBeUndefined();
});

test('makes a name where the server gives none', () => {
  expect(translatedName({ fileName: 'Guide.PDF', to: 'es' })).toBe('Guide.es.pdf');
});
