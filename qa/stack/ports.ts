import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below Linux's range for outgoing connections (32768 up): a port from that range can be taken by a client's own
 * connection between our look and the server's bind, which is rare when idle and regular under load.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/** Whether this process could listen on the loopback port right now. */
export function canListen(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Free loopback ports, all different. */
export async function freePorts<N extends number>(count: N, free: (port: number) => Promise<boolean> = canListen): Promise<Ports<N>> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt > count + 1_000) throw new Error(`no ${count} free ports between ${LOWEST} and ${HIGHEST} on 127.0.0.1`);
    const port = randomInt(LOWEST, HIGHEST);
    if (!ports.has(port) && (await free(port))) ports.add(port);
  }
  return [...ports] as Ports<N>;
}

/** A tuple of N numbers. */
type Ports<N extends number, T extends number[] = []> = T['length'] extends N ? T : Ports<N, [...T, number]>;

/** One free loopback port; `preferred` if it is free. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await canListen(preferred))) return preferred;
  const [port] = await freePorts(1);
  return port;
}
