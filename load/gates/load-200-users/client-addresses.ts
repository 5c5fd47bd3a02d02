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

/** Remote addresses of established connections whose local end is `port`. */
export function addressesIn(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === ESTABLISHED)
    .map(([, , remote]) => dotted(remote?.split(':')[0] ?? ''));
}

/** `0200007F`, the kernel's way of writing 127.0.0.2; IPv4 in IPv6 has it at its end. */
function dotted(hex: string): string {
  return (hex.slice(-8).match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
