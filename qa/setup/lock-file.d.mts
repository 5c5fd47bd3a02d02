export interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}
export function isFor(machine: Machine, entry: LockedPackage): boolean;
export function differences(lock: LockFile, installed: LockFile, machine: Machine): string[];
export function platformOf(name: string): { os?: string[]; cpu: string[]; libc?: string[] } | null;
export function completeLock(lock: LockFile): { lock: LockFile; added: string[]; unplaced: string[] };
