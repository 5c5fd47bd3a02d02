import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../contract/index.ts';
import { WORST_FIRST } from '../digest.ts';
import { type FlameGraph, readCpuProfile } from './cpu-profile.ts';
import { type PictureKind, pictureKind } from './picture.ts';

export interface Picture extends PictureKind {
  readonly path: string;
  readonly base64: string;
}

/** What there is to look at in the evidence of a run, by the paths that the report gives. */
export interface Exhibits {
  /** Bytes of each evidence file that is there. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Those worth most to a reader first. */
  readonly pictures: readonly Picture[];
  readonly profiles: readonly { readonly path: string; readonly graph: FlameGraph }[];
}

/** Where a run keeps evidence: of its own, of a shard, of the system started again. The name of the gate follows. */
const EVIDENCE = /^(?:shards\/[^/]+\/)?(?:restarts\/[^/]+\/)?evidence\/([^/]+)\//;
const MOST_PICTURE_BYTES = 600_000;
/** All pictures together, before base64: the page is to stay below 5 MB. */
const PICTURES_BUDGET_BYTES = 2_600_000;
const MOST_PROFILE_BYTES = 48_000_000;
const MOST_PROFILES = 2;

/**
 * Opens each evidence file that the report names, below `runDir` (links are not followed), and reads
 * pictures and CPU profiles within bounds. What is missing is left out; what lies about its kind is only counted.
 */
export async function readExhibits(report: Report, runDir: string): Promise<Exhibits> {
  const root = await realpath(runDir).catch(absent);
  const sizes = new Map<string, number>();
  const pictures: Picture[] = [];
  const profiles: { path: string; graph: FlameGraph }[] = [];
  if (root === undefined) return { sizes, pictures, profiles };
  let budget = PICTURES_BUDGET_BYTES;
  for (const path of inOrderOfWorth(report)) {
    if (gateOf(path) === undefined || path.includes('\0')) continue;
    const place = join(root, path);
    if ((await realpath(place).catch(absent)) !== place) continue;
    const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(absent);
    if (!file) continue;
    try {
      const stat = await file.stat();
      if (!stat.isFile()) continue;
      sizes.set(path, stat.size);
      if (/\.(png|jpe?g|webp)$/i.test(path) && stat.size <= Math.min(budget, MOST_PICTURE_BYTES)) {
        const bytes = await file.readFile();
        const kind = pictureKind(bytes);
        if (!kind) continue;
        pictures.push({ path, ...kind, base64: bytes.toString('base64') });
        budget -= bytes.length;
      } else if (path.endsWith('.cpuprofile') && profiles.length < MOST_PROFILES && stat.size <= MOST_PROFILE_BYTES) {
        const graph = readCpuProfile(await file.readFile('utf8'));
        if (graph) profiles.push({ path, graph });
      }
    } finally {
      await file.close();
    }
  }
  return { sizes, pictures, profiles };
}

/** The gate whose evidence a path names; nothing for a path that is no evidence. */
export function gateOf(path: string): string | undefined {
  return path.split('/').includes('..') ? undefined : EVIDENCE.exec(path)?.[1];
}

/** Every path once: those of failing clauses first, and in turn between the gates, so that none takes all the room. */
function inOrderOfWorth(report: Report): string[] {
  const clauses = report.criteria.flatMap((criterion) => criterion.clauses);
  const ordered = WORST_FIRST.flatMap((verdict) => {
    const lists = clauses.filter((clause) => clause.verdict === verdict).map((clause) => clause.evidence.map(({ path }) => path));
    const longest = Math.max(0, ...lists.map(({ length }) => length));
    return Array.from({ length: longest }, (_, index) => lists.map((list) => list[index])).flat();
  });
  return [...new Set(ordered.filter((path) => path !== undefined))];
}

/** Files that are not there, or are a link, are left out; any other error is the caller's. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'].includes(error.code ?? '')) return undefined;
  throw error;
}
