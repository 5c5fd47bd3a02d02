import { type Static, Type } from 'typebox';

export const RenderDocument = Type.Object({
  documentId: Type.String({ format: 'uuid' }),
  userId: Type.String({ format: 'uuid' }),
  /** The edit that asked for it; a newer one makes this job void. */
  revision: Type.Integer({ minimum: 0 }),
});
export type RenderDocument = Static<typeof RenderDocument>;
