/** A file of the evidence store, as a report names it. `path` is relative to the run's folder. */
export interface EvidenceFile {
  readonly path: string;
  readonly sha256: string;
}

/** What one gate left behind: how it was gathered, and the files, of which `evidence.json` is what is judged. */
export interface EvidenceManifest {
  readonly gate: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** How far the wall clock strayed from the monotonic one meanwhile, in ms; absent from manifests of earlier versions. */
  readonly clockJumpMs?: number;
  /** Commands run while gathering, in order, with their exit codes. */
  readonly commands: readonly { readonly command: string; readonly exitCode: number | null }[];
  readonly tools: Readonly<Record<string, string>>;
  readonly files: readonly EvidenceFile[];
}
