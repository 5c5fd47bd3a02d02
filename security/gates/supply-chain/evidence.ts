import { type Static, Type } from 'typebox';

const FindingSchema = Type.Object({ where: Type.String(), line: Type.Number(), rule: Type.String(), fingerprint: Type.String() });

/** Secrets planted in a scratch repository, and how many of them were found: a scanner that finds nothing anywhere is broken. */
const ControlSchema = Type.Object({ planted: Type.Number(), found: Type.Number() });

export const EvidenceSchema = Type.Object({
  code: Type.Object({
    /** Files that git tracks, and what became of each. */
    tracked: Type.Number(),
    scanned: Type.Number(),
    /** Not text: listed, not read. */
    binary: Type.Array(Type.String()),
    findings: Type.Array(FindingSchema),
    control: ControlSchema,
  }),
  history: Type.Object({
    /** A shallow clone has no history to look at. */
    shallow: Type.Boolean(),
    commits: Type.Number(),
    scannedCommits: Type.Number(),
    addedLines: Type.Number(),
    findings: Type.Array(FindingSchema),
    control: ControlSchema,
  }),
  sbom: Type.Object({
    exitCode: Type.Union([Type.Number(), Type.Null()]),
    /** Packages of the lockfile, and those of them that the bill leaves out, as name@version. */
    lockfilePackages: Type.Number(),
    missing: Type.Array(Type.String()),
    /** What the bill lists, our own workspaces aside. `licence`: an SPDX expression. */
    packages: Type.Array(Type.Object({ name: Type.String(), version: Type.String(), licence: Type.Union([Type.String(), Type.Null()]) })),
  }),
  advisories: Type.Object({
    /** `null`: the registry gave no answer that says anything. */
    vulnerabilities: Type.Union([
      Type.Null(),
      Type.Object({
        critical: Type.Number(),
        high: Type.Number(),
        moderate: Type.Number(),
        low: Type.Number(),
        packages: Type.Array(Type.String()),
      }),
    ]),
    problem: Type.String(),
    /** Critical advisories that the registry knew of a package with a famous one; `null`: not asked. */
    controlCritical: Type.Union([Type.Number(), Type.Null()]),
  }),
});
export type SupplyChainEvidence = Static<typeof EvidenceSchema>;
