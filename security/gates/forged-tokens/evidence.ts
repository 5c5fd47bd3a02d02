import { type Static, Type } from 'typebox';

export const EvidenceSchema = Type.Object({
  /** Operations that need a token, and how many forgeries there are: their product is what must have been tried. */
  operations: Type.Array(Type.String()),
  forgeries: Type.Array(Type.Object({ id: Type.String(), weakness: Type.String() })),
  expectedAttempts: Type.Number(),
  attempts: Type.Array(
    Type.Object({
      operation: Type.String(),
      forgery: Type.String(),
      /** 0: no answer. */
      status: Type.Number(),
    }),
  ),
  /** The honest token, signed anew by us, on the same operations: must be accepted. */
  controls: Type.Array(Type.Object({ operation: Type.String(), status: Type.Number() })),
});
export type ForgedTokensEvidence = Static<typeof EvidenceSchema>;
