import { type Static, Type } from 'typebox';

export const AREAS = ['documents', 'blocks', 'files', 'events'] as const;
export type TenancyArea = (typeof AREAS)[number];

const AttemptSchema = Type.Object({
  operation: Type.String(),
  area: Type.Enum([...AREAS]),
  /** Who asked: the other user, the admin, or the other user naming a document of his own and a block of the owner's. */
  identity: Type.String(),
  status: Type.Number(),
  /** What the same identity got for an id that does not exist. */
  missingStatus: Type.Number(),
  /** Whether both answers were the same, ids and request ids aside. */
  likeMissing: Type.Boolean(),
  /** Whether the owner sees the same as before; `null` for operations that only read. */
  ownerUnchanged: Type.Union([Type.Boolean(), Type.Null()]),
});

const ListSchema = Type.Object({
  operation: Type.String(),
  identity: Type.String(),
  status: Type.Number(),
  /** What of the owner's stood in the answer: names of markers, never the text itself. */
  leaked: Type.Array(Type.String()),
});

const TableSchema = Type.Object({
  table: Type.String(),
  rowSecurity: Type.Boolean(),
  /** Rows that the app's role sees as the owner, as the other user, and as nobody. */
  ownerRows: Type.Number(),
  otherRows: Type.Number(),
  nobodyRows: Type.Number(),
  /** Rows that both see. */
  sharedRows: Type.Number(),
  /** Owner's rows left after the other user deleted all he could, in a transaction rolled back; `null`: the role may not delete. */
  leftAfterDelete: Type.Union([Type.Number(), Type.Null()]),
  /** Whether the other user could hand a row of his to the owner; `null`: the role may not update. */
  handedOver: Type.Union([Type.Boolean(), Type.Null()]),
});

export const EvidenceSchema = Type.Object({
  /** Operations that need a token, from OpenAPI; each must be in the matrix, in the lists or in `uncovered`. */
  operations: Type.Array(Type.String()),
  /** Operations whose ids nothing makes, so that they could not be tried. */
  uncovered: Type.Array(Type.String()),
  expectedAttempts: Type.Number(),
  /** The owner on everything of his own: must succeed, or refusing others proves nothing. */
  controls: Type.Array(Type.Object({ operation: Type.String(), area: Type.Enum([...AREAS]), status: Type.Number() })),
  attempts: Type.Array(AttemptSchema),
  /** Operations without an id. */
  lists: Type.Array(ListSchema),
  /** Whether the owner's own list shows his document: without it, an empty list proves nothing. */
  ownerListed: Type.Boolean(),
  database: Type.Object({
    role: Type.String(),
    superuser: Type.Boolean(),
    bypassesRowSecurity: Type.Boolean(),
    ownsTables: Type.Number(),
    /** Transactions of this look that the database ended in a deadlock with somebody else's, and that were tried again. */
    deadlocks: Type.Integer({ minimum: 0 }),
    tables: Type.Array(TableSchema),
  }),
  sessions: Type.Object({
    /** The other user's refresh token before and after he signed out. */
    otherBefore: Type.Boolean(),
    otherAfter: Type.Boolean(),
    /** Owner's access token and refresh token after that. */
    ownerAccess: Type.Number(),
    ownerRefreshed: Type.Boolean(),
    /** A refresh token that nobody has. */
    madeUpRefused: Type.Boolean(),
    /** Whether each refresh gave tokens of the one whose refresh token it was. */
    belongsToAsker: Type.Boolean(),
  }),
});
export type TenancyEvidence = Static<typeof EvidenceSchema>;
export type TableEvidence = Static<typeof TableSchema>;
