import { Type } from 'typebox';
import { LanguageCode } from '../../../domain/documents/document.ts';
import type { LanguagePair } from '../../../translation/index.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

const Languages = Type.Object({
  pairs: Type.Array(Type.Object({ from: LanguageCode, to: LanguageCode, fromName: Type.String(), toName: Type.String() })),
});

export function languageRoutes(app: TypedApp, { pairs }: { pairs: () => Promise<readonly LanguagePair[]> }): void {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  app.get(
    '/languages',
    {
      schema: {
        operationId: 'listLanguages',
        summary: 'The pairs that can be translated here',
        tags: ['documents'],
        response: { 200: Languages, ...problemResponses(401, 429) },
      },
    },
    async () => ({
      pairs: (await pairs()).map(({ from, to }) => ({ from, to, fromName: names.of(from) ?? from, toName: names.of(to) ?? to })),
    }),
  );
}
