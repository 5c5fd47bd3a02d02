/** The operations of a journey, in its order. The names are the clauses of PERF-02, the tags of every sample, and the keys of the evidence. */
export const OPERATIONS = ['sign-in', 'list', 'upload', 'status', 'review', 'edit', 'download'] as const;
export type Operation = (typeof OPERATIONS)[number];
