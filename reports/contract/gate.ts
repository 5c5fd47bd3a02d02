import type { TSchema } from 'typebox';
import type { Threshold } from './criterion.ts';
import type { EvidenceFile } from './evidence.ts';
import type { ClauseId, GateVerdict, Stage } from './verdict.ts';

/** A measured value, with its interval and how many samples it rests on. */
export interface Measured {
  readonly value: number;
  readonly unit: string;
  readonly ci?: readonly [low: number, high: number];
  readonly samples?: number;
  /** How many samples the tool itself says there should be. */
  readonly expected?: number;
}

/** What `evaluate` says of one clause. `reason` is one line a person understands. */
export interface ClauseVerdict {
  readonly clause: ClauseId;
  readonly verdict: GateVerdict;
  readonly reason: string;
  readonly measured?: Measured;
}

/** What a gate needs before it can gather. A missing tool makes its clauses INCONCLUSIVE by name. */
export type Tool = 'chromium' | 'redis-server' | 'apertium' | 'k6' | 'versitygw' | 'caddy' | 'git' | 'poppler' | 'qpdf' | 'go';

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** What the runner gives a gate while it gathers. Gates don't catch: a throw becomes INCONCLUSIVE in the runner. */
export interface GatherContext {
  /** `full` for readiness; `smoke` shortens loads and corpora so that tests of the harness stay quick. A smoke run is never GO. */
  readonly profile: 'full' | 'smoke';
  readonly repoRoot: string;
  /** An empty scratch folder, removed afterwards. */
  readonly workDir: string;
  /** Aborted at the gate's time limit and on Ctrl-C. */
  readonly signal: AbortSignal;
  /** The system under test; throws when the gate did not declare `needs: ['stack']`. */
  readonly stack: StackHandle;
  /** Absolute path of a tool the gate declared. */
  tool(name: Tool): string;
  /** Saves a raw file in the evidence store, under this gate's folder. */
  save(name: string, content: string | Uint8Array): Promise<EvidenceFile>;
  /** Saves a file that a tool wrote. */
  saveFile(name: string, path: string): Promise<EvidenceFile>;
  /** Absolute path of a raw file that a gate named in `after` saved. Throws when that gate has no evidence. */
  savedBy(gate: string, name: string): string;
  /** Runs a command in its own process group, recorded in the manifest, ended with its children on abort. Never throws on a non-zero exit. */
  run(
    command: string,
    args: readonly string[],
    options?: { cwd?: string; env?: Record<string, string>; input?: string },
  ): Promise<CommandResult>;
  /** One short line for the live display: what is going on now. */
  progress(text: string): void;
}

/** The stack's own file (`.local/stack.json`) plus what gates need and people don't. */
export interface StackHandle {
  readonly webUrl: string;
  readonly apiUrl: string;
  readonly openapiUrl: string;
  /** Plain-HTTP port of the edge, which only redirects. */
  readonly httpUrl: string;
  readonly caFile: string;
  readonly mailUrl: string;
  readonly databaseUrl: string;
  readonly queueRedisUrl: string;
  readonly cacheRedisUrl: string;
  readonly s3: { readonly endpoint: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly users: readonly {
    readonly email: string;
    readonly password: string;
    readonly role: 'user' | 'admin';
    readonly userId: string;
    readonly accessToken: string;
  }[];
  readonly processes: readonly { readonly name: string; readonly pid: number; readonly url?: string }[];
  /**
   * Command that makes further users, for a load of many: reads `[{email, password, role}]` on stdin and prints them with their ids. Plain data, as
   * gates gather in processes of their own. Absent where users are not ours to make.
   */
  readonly userSeeder?: { readonly command: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
  /** Key that signs access tokens on this stack, so that gates can forge tokens that differ in one claim only. */
  readonly jwtSecret: string;
  /** Folder with one log file per process. */
  readonly logDir: string;
}

/**
 * One gate. `E` is what `gather` returns and `evaluate` judges: plain JSON, checked against `schema` when it is
 * saved and when it is read back, so that `verify` judges the same thing.
 */
export interface Gate<E> {
  /** kebab-case, the name of its folder. */
  readonly id: string;
  readonly title: string;
  readonly stages: readonly Stage[];
  /** Every clause it judges; `evaluate` answers exactly these. The runner makes a missing one INCONCLUSIVE. */
  readonly clauses: readonly ClauseId[];
  readonly needs: readonly ('stack' | Tool)[];
  /** Gates whose raw files this one reads: they run first, also when nothing else asks for them. */
  readonly after?: readonly string[];
  /** true for gates that measure time: they run alone. */
  readonly exclusive: boolean;
  /** What only one gate at a time may have, by name: a port, a browser on two cores. */
  readonly holds?: readonly string[];
  /** How long it takes on two cores, in ms, until the history of runs knows better: the plan starts the longest first. */
  readonly estimateMs?: number;
  readonly timeLimitMs: number;
  readonly schema: TSchema;
  gather(context: GatherContext): Promise<E>;
  /** Pure: no I/O, no clock. */
  evaluate(evidence: E, thresholds: Thresholds): readonly ClauseVerdict[];
  /**
   * Raw samples by clause, in the unit of its measured value, for the comparison of two runs by `compareSamples`. They must not depend on each
   * other: where requests of one user do, one number per user. Pure; clauses without samples are left out.
   */
  samples?(evidence: E): Readonly<Partial<Record<ClauseId, readonly number[]>>>;
}

/** Thresholds by clause; asking for a clause the catalogue lacks throws. */
export type Thresholds = (clause: ClauseId) => Threshold;
