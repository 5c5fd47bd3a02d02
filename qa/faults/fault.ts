import type { ClauseId } from '@transkeep/reports/contract/index.ts';

/** Exact text that must stand in its place exactly once; when it has moved, the fault is out of date and says so. */
export interface Edit {
  /** Path from the repository's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** One seeded fault: a change that must turn one clause red, for one reason. The product itself contains no fault switches. */
export interface Fault {
  /** kebab-case, the name of its file. */
  readonly id: string;
  readonly title: string;
  /** The clause it must turn red. */
  readonly clause: ClauseId;
  /** What the verdict's reason must say: red for another reason proves nothing. */
  readonly reason: RegExp;
  /** Edits of source as it is loaded; the files on disk stay as they are. */
  readonly source?: readonly Edit[];
  /** Who loads that source: the system's processes, or what the gates start (the infrastructure is synthesised by a gate). */
  readonly loadedBy?: 'system' | 'gates';
  /** Edits of the edge's configuration: the change is around the product. */
  readonly edge?: readonly Omit<Edit, 'file'>[];
  /** Load for the run with the fault in; healthy runs always take the full one, as only that can pass. */
  readonly profile: 'full' | 'smoke';
}
