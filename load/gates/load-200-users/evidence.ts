import { CalibrationSchema } from '@transkeep/qa/calibration/evidence.ts';
import { type Static, Type } from 'typebox';
import { OPERATIONS } from '../../operations.ts';

const counts = Type.Object(Object.fromEntries(OPERATIONS.map((operation) => [operation, Type.Number()])));

/** Every sample of one operation over the whole run, one array per property, so that a missing one shows against k6's own count. */
export const SamplesSchema = Type.Object({
  user: Type.Array(Type.Number()),
  /** Milliseconds since the run's first sample. */
  atMs: Type.Array(Type.Number()),
  durationMs: Type.Array(Type.Number()),
  status: Type.Array(Type.Number()),
  /** Whether the answer was the one it should be: status and content. */
  right: Type.Array(Type.Boolean()),
});
export type Samples = Static<typeof SamplesSchema>;

export const JourneySchema = Type.Object({
  user: Type.Number(),
  startedAtMs: Type.Number(),
  /** `null`: never finished. */
  endedAtMs: Type.Union([Type.Number(), Type.Null()]),
  /** `complete`, the step that failed, or `unfinished`. */
  outcome: Type.String(),
});
export type Journey = Static<typeof JourneySchema>;

/** One load from its first user to its last answer. */
export const LoadWindowSchema = Type.Object({
  /** 1, or 2 for the extension: a window that was lost shows. */
  number: Type.Number(),
  k6: Type.Object({
    exitCode: Type.Union([Type.Number(), Type.Null()]),
    /** k6's own counts at the end of the run: what must be found in the samples. `null`: it wrote no summary. */
    declared: Type.Union([
      Type.Null(),
      Type.Object({ requests: Type.Number(), operations: counts, journeysStarted: Type.Number(), journeysFinished: Type.Number() }),
    ]),
  }),
  /** Users at work, once a second. */
  usersAtWork: Type.Object({ atMs: Type.Array(Type.Number()), users: Type.Array(Type.Number()) }),
  operations: Type.Object(Object.fromEntries(OPERATIONS.map((operation) => [operation, SamplesSchema]))),
  journeys: Type.Array(JourneySchema),
  /** Different client addresses with a connection to the edge, as the kernel lists them; `null` where it cannot be asked. */
  addressesSeen: Type.Union([Type.Number(), Type.Null()]),
  /** How quiet the machine was. */
  calibration: CalibrationSchema,
});
export type LoadWindow = Static<typeof LoadWindowSchema> & { operations: Record<string, Samples> };

export const EvidenceSchema = Type.Object({
  /** What was asked of k6, in every window. */
  asked: Type.Object({ users: Type.Number(), steadySeconds: Type.Number() }),
  /** One, or two where the first left something undecided; never a third. */
  windows: Type.Array(LoadWindowSchema, { minItems: 1, maxItems: 2 }),
  /** Wrong sign-ins from one address before the load, until the limit answered. */
  limitProbe: Type.Object({
    attempts: Type.Number(),
    /** Which attempt got 429; `null`: none did. */
    refusedAt: Type.Union([Type.Number(), Type.Null()]),
    retryAfter: Type.Union([Type.String(), Type.Null()]),
    /** What another address was told right after: anything but 429 shows that addresses are told apart. */
    otherAddressStatus: Type.Number(),
  }),
});
export type LoadEvidence = Omit<Static<typeof EvidenceSchema>, 'windows'> & { windows: readonly LoadWindow[] };
