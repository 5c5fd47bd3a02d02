/** Bounds of one document. Whatever the bytes say, no document takes more than this. */
export interface Limits {
  /** Size of the input. */
  maxBytes: number;
  maxPages: number;
  /** Size of the output. */
  maxOutputBytes: number;
  /** Wall time of one extraction or rendering. */
  wallMs: number;
  /** Wall time without a page being finished. A healthy page takes milliseconds, on a busy machine a second. */
  stallMs: number;
  /** CPU time without a page being finished: the sharper bound, as a busy machine does not move it. */
  pageCpuMs: number;
  /** CPU time (user + system) of the process over one document. */
  cpuMs: number;
  /** Resident memory of the process. */
  rssMb: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxBytes: 25 * 1024 * 1024,
  maxPages: 1000,
  maxOutputBytes: 100 * 1024 * 1024,
  wallMs: 300_000,
  stallMs: 60_000,
  pageCpuMs: 10_000,
  cpuMs: 240_000,
  rssMb: 768,
};
