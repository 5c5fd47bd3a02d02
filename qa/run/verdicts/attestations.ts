import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import type { Criterion, EvidenceFile } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { EvidenceError, UsageError } from '../errors.ts';
import { saveAttached, sha256OfFile } from '../evidence/evidence-store.ts';
import { endOfDay, parseReviewed } from './reviewed-file.ts';

const AttestationSchema = Type.Object(
  {
    /** A clause that the catalogue marks as attested: what a gate can judge, nobody vouches for. */
    clause: Type.String(),
    /** A person, by name. */
    who: Type.String({ minLength: 1 }),
    /** What the person did and saw, with device, reader, browser or registrar named. */
    what: Type.String({ minLength: 1 }),
    /** When, `YYYY-MM-DD`. */
    when: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    /** Full id of the commit that it was done with. */
    commit: Type.String({ pattern: '^[0-9a-f]{40}$' }),
    /** Last day it holds, `YYYY-MM-DD`, to the end of that day in UTC. */
    expires: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    /** What is attached, from the folder of the attestations on, with its hash. */
    file: Type.Optional(Type.String({ minLength: 1 })),
    sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  },
  { additionalProperties: false },
);
export type Attestation = Static<typeof AttestationSchema>;

/** An attestation as `run.json` keeps it: with what its attached file was like when the run began. */
export const KeptAttestationSchema = Type.Object({
  ...AttestationSchema.properties,
  /** Why the attached file does not count; absent when it is there and unchanged, or when none is named. */
  fileProblem: Type.Optional(Type.String()),
});
export type KeptAttestation = Static<typeof KeptAttestationSchema>;

/** Larger files are not attached: a run's folder is passed around. Bytes. */
const FILE_LIMIT = 20 * 1024 * 1024;

/** The folder under `evidence/` that attached files are copied to. */
export const FOLDER = 'attestations';

/** Reads and checks what people vouch for, a list of its own or `attestations` in the configuration of a target, and looks at the attached files. Throws UsageError for a file that cannot be meant so. */
export async function loadAttestations(file: string, criteria: readonly Criterion[]): Promise<KeptAttestation[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`cannot read ${file}: it holds what people vouch for, an empty list if nobody does`, { cause });
  });
  return Promise.all(parseAttestations(text, file, criteria).map((one) => withFileProblem(one, dirname(file))));
}

export function parseAttestations(text: string, file: string, criteria: readonly Criterion[]): Attestation[] {
  const refuse = (what: string): never => {
    throw new UsageError(`${file}: ${what}`);
  };
  const attestations = parseReviewed(text, file, Type.Array(AttestationSchema), 'attestations');
  const clauses = new Map(criteria.flatMap((criterion) => criterion.clauses.map((clause) => [clause.id as string, clause] as const)));
  for (const { clause, commit, when, expires, file: attached, sha256 } of attestations) {
    const known = clauses.get(clause) ?? refuse(`there is no clause ${clause}; \`npm run readiness -- list\` shows them all`);
    if (!known.attested) refuse(`${clause} is judged by a gate, not by a person's word`);
    for (const date of [when, expires]) if (Number.isNaN(endOfDay(date))) refuse(`${clause}: ${date} is no date`);
    if (attestations.filter((other) => other.clause === clause && other.commit === commit).length > 1)
      refuse(`${clause} is attested twice for the same commit`);
    if ((attached === undefined) !== (sha256 === undefined)) refuse(`${clause}: file and sha256 go together`);
    if (attached !== undefined && (isAbsolute(attached) || normalize(attached).split(sep).includes('..')))
      refuse(`${clause}: ${attached} is not below the folder of this file`);
  }
  return attestations;
}

async function withFileProblem(attestation: Attestation, folder: string): Promise<KeptAttestation> {
  const { file, sha256 } = attestation;
  if (file === undefined) return attestation;
  const fileProblem = await problemOf(join(folder, file), sha256 ?? '');
  return fileProblem === undefined ? attestation : { ...attestation, fileProblem };
}

async function problemOf(path: string, sha256: string): Promise<string | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) return 'is missing';
  if (info.size > FILE_LIMIT) return `is larger than ${FILE_LIMIT / 1024 / 1024} MiB`;
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex') === sha256
    ? undefined
    : 'was changed since it was attached';
}

/** Copies the attached files into the run, so that what was vouched for travels with the verdict. */
export async function keepAttached(runDir: string, attestations: readonly KeptAttestation[], attestationsFile: string): Promise<void> {
  for (const { file, fileProblem } of attestations) {
    if (file !== undefined && fileProblem === undefined) await saveAttached(runDir, FOLDER, file, join(dirname(attestationsFile), file));
  }
  await checkAttached(runDir, attestations);
}

/** Throws EvidenceError when a file that was copied into the run is no longer the one that was vouched for. */
export async function checkAttached(runDir: string, attestations: readonly KeptAttestation[]): Promise<void> {
  for (const { path, sha256 } of attestations.flatMap(attachedFile)) {
    const hash = await sha256OfFile(join(runDir, path)).catch((cause: unknown) => {
      throw new EvidenceError(`${path} is missing: run the whole stage again`, { cause });
    });
    if (hash !== sha256) throw new EvidenceError(`${path} is not the file that was vouched for: run the whole stage again`);
  }
}

/** The attached file as evidence of its clause. */
export function attachedFile({ file, sha256, fileProblem }: KeptAttestation): EvidenceFile[] {
  if (file === undefined || sha256 === undefined || fileProblem !== undefined) return [];
  return [{ path: `evidence/${FOLDER}/${normalize(file).split(sep).join('/')}`, sha256 }];
}

/** The attestation that speaks for a clause: the one for this commit, else the newest of another. */
export function attestationFor<A extends Attestation>(attestations: readonly A[], clause: string, commit: string): A | undefined {
  const all = attestations.filter((one) => one.clause === clause).toSorted((one, other) => other.when.localeCompare(one.when));
  return all.find((one) => one.commit === commit) ?? all[0];
}

/** Why an attestation does not decide its clause, or undefined when it does. Judged at the run's own start, as waivers are. */
export function attestationProblem(
  attestation: KeptAttestation,
  run: { readonly commit: string; readonly startedAt: string },
): string | undefined {
  const { commit, when, expires, file, fileProblem } = attestation;
  const startedAt = Date.parse(run.startedAt);
  if (commit !== run.commit) return `attested for commit ${commit.slice(0, 7)}, not for this one`;
  if (!(startedAt <= endOfDay(expires))) return `the attestation expired on ${expires}`;
  // Its day begins at most 14 hours before UTC's.
  if (!(startedAt >= Date.parse(when) - 14 * 3_600_000)) return `the attestation is dated ${when}, after this run`;
  if (fileProblem !== undefined) return `the attached ${file} ${fileProblem}`;
  return undefined;
}
