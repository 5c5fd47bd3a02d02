import { readdir, readFile, readlink } from 'node:fs/promises';

/** Ports that processes listen on (TCP), by pid. Empty where there is no /proc, and for processes that have ended. */
export async function listeningPorts(pids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const ports = new Map<string, number>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      // `sl local_address rem_address st … inode`; state 0A is LISTEN, addresses are `hexadecimal:port`.
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === '0A' && local && inode) ports.set(inode, Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16));
    }
  }
  const found = await Promise.all(
    pids.map(async (pid) => {
      const inodes = await socketsOf(pid);
      return [pid, [...new Set(inodes.flatMap((inode) => ports.get(inode) ?? []))]] as const;
    }),
  );
  return new Map(found);
}

async function socketsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all((await readdir(folder).catch(() => [])).map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}
