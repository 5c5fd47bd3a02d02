import { type Static, Type } from 'typebox';

export const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

export const EvidenceSchema = Type.Object({
  /** When it was looked at, ISO 8601. */
  at: Type.String(),
  handshakes: Type.Array(
    Type.Object({
      version: Type.Enum([...TLS_VERSIONS]),
      /** accepted · refused: the server ended it · silent: no answer, or none that says anything. */
      outcome: Type.Enum(['accepted', 'refused', 'silent']),
      detail: Type.String(),
      /** Whether this machine could speak that version to a server that takes it: without it a refusal may be our own. */
      clientCanSpeak: Type.Boolean(),
    }),
  ),
  certificate: Type.Object({
    trusted: Type.Boolean(),
    /** Why not, or empty. */
    problem: Type.String(),
    /** The same certificate without the target's own CA. Only said, as a public CA is trusted either way. */
    namesHost: Type.Boolean(),
    /** Subject and end of validity of each link, leaf first, ISO 8601. */
    chain: Type.Array(Type.Object({ subject: Type.String(), validFrom: Type.String(), validTo: Type.String() })),
  }),
  /** Answers of every kind: pages, assets, API, refusals, what is not there. */
  answers: Type.Array(Type.Object({ name: Type.String(), status: Type.Number(), hsts: Type.Union([Type.String(), Type.Null()]) })),
  expectedAnswers: Type.Number(),
  web: Type.Object({
    /** Files that were read: entry page, scripts, styles. */
    files: Type.Number(),
    /** Scripts that the entry page names: at least one, or it was not the web client that was read. */
    scripts: Type.Number(),
    /** `file: http://…` for everything that HTML and CSS would load. */
    plainReferences: Type.Array(Type.String()),
    /** Plain addresses in scripts: for people to look at; the policy is what keeps them from being loaded. */
    inScripts: Type.Array(Type.String()),
    policy: Type.Union([Type.String(), Type.Null()]),
  }),
  redirects: Type.Array(
    Type.Object({
      request: Type.String(),
      status: Type.Number(),
      location: Type.Union([Type.String(), Type.Null()]),
      expected: Type.String(),
    }),
  ),
  expectedRedirects: Type.Number(),
});
export type EdgeTlsEvidence = Static<typeof EvidenceSchema>;
