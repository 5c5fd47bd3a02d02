import { type Static, Type } from 'typebox';

export const EvidenceSchema = Type.Object({
  /** How many files the collection holds. */
  declared: Type.Integer({ minimum: 0 }),
  cases: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.Enum(['malformed', 'hostile', 'oversized', 'encrypted', 'scanned', 'bomb']),
      /** Codes that are right. */
      refusals: Type.Array(Type.String()),
      mayBeTranslated: Type.Boolean(),
      /** Of the upload; 0 when nothing answered. */
      uploadStatus: Type.Integer(),
      /** How it ended: refused at upload, failed later, translated, or still under way at the limit. */
      end: Type.Enum(['refused', 'failed', 'translated', 'unfinished']),
      code: Type.Union([Type.Null(), Type.String()]),
      /** What the user is told. */
      message: Type.String(),
      /** From the upload's start to its end. */
      durationMs: Type.Number(),
      /** Scripts and launches found in what came back. */
      activeContent: Type.Array(Type.String()),
    }),
  ),
  /** Healthy documents sent before, among and after the others: whether each was translated. */
  controls: Type.Array(Type.Object({ when: Type.String(), translated: Type.Boolean() })),
  /** Highest resident memory of each process of the workers, while all this went on. */
  memory: Type.Object({ looks: Type.Integer(), peaks: Type.Array(Type.Object({ process: Type.String(), peakMiB: Type.Number() })) }),
});

export type HostilePdfsEvidence = Static<typeof EvidenceSchema>;
