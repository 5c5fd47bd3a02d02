import { type Static, Type } from 'typebox';

export const EvidenceSchema = Type.Object({
  /** What OpenAPI describes. */
  operations: Type.Array(Type.Object({ id: Type.String(), method: Type.String(), path: Type.String(), isPublic: Type.Boolean() })),
  /** Operation ids of the declared public list. */
  publicList: Type.Array(Type.String()),
  /** Each operation that is not on the list, without and with a token. 0: no answer. */
  access: Type.Array(Type.Object({ operation: Type.String(), anonymous: Type.Number(), signedIn: Type.Number() })),
  /** Routes that the server registered, as `GET /path/{param}`. */
  registered: Type.Array(Type.String()),
  /** Paths and methods that nobody documents. `asUnknown`: answered exactly as a path that surely does not exist. */
  probes: Type.Array(Type.Object({ request: Type.String(), status: Type.Number(), asUnknown: Type.Boolean() })),
  expectedProbes: Type.Number(),
});
export type RouteInventoryEvidence = Static<typeof EvidenceSchema>;
