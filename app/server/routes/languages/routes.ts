import { Type } from 'typebox';
import { DocumentTone, LanguageCode } from '../../../domain/documents/document.ts';
import type { LanguagePair, Tone } from '../../../translation/index.ts';
import { problemResponses } from '../../problems.ts';
import type { TypedApp } from '../../typed-app.ts';

const Languages = Type.Object({
  pairs: Type.Array(
    Type.Object({
      from: LanguageCode,
      to: LanguageCode,
      fromName: Type.String(),
      toName: Type.String(),
      tones: Type.Array(DocumentTone, { description: 'Always with neutral; only neutral where the engine knows no tones' }),
    }),
  ),
});

export interface PairWithTones extends LanguagePair {
  readonly tones: readonly Tone[];
}

export function languageRoutes(app: TypedApp, { pairs }: { pairs: () => Promise<readonly PairWithTones[]> }): void {
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
      pairs: (await pairs()).map(({ from, to, tones }) => ({
        from,
        to,
        fromName: names.of(from) ?? from,
        toName: names.of(to) ?? to,
        tones: [...tones],
      })),
    }),
  );
}
