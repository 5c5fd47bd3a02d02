import { type Static, Type } from 'typebox';

export const TranslateDocument = Type.Object({ documentId: Type.String({ format: 'uuid' }), userId: Type.String({ format: 'uuid' }) });
export type TranslateDocument = Static<typeof TranslateDocument>;
