/** Runs `work` while holding the lock `file`; waits while another live process holds it, telling `onWait` its pid once. */
export function withLock<T>(file: string, work: () => Promise<T> | T, onWait?: (owner: number | null) => void): Promise<T>;
/** Whether a process of that pid runs, whoever owns it. */
export function isAlive(pid: number): boolean;
