import { readFile } from 'node:fs/promises';

const ESTABLISHED = '01';

/**
 * Client addresses with an open connection to a local port, from the kernel's own table: what the edge really sees, not what k6 was told.
 * `null` where there is no such table (not Linux).
 */
export async function clientAddresses(port: number): Promise<string[] | null> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(absent)));
  if (tables.every((table) => table === null)) return null;
  return [...new Set(tables.flatMap((table) => (table === null ? [] : addressesIn(table, port))))];
}

/** Remote addresses (as the kernel writes them, in hex) of established connections whose local end is `port`. */
export function addressesIn(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === ESTABLISHED)
    .map(([, , remote]) => remote?.split(':')[0] ?? '');
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
