import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { canListen, freePort, freePorts } from './ports.ts';

describe('free ports', () => {
  it('are all different, below the range of outgoing connections, and can be listened on', async () => {
    const ports = await freePorts(6);
    expect(new Set(ports).size).toBe(6);
    for (const port of ports) {
      expect(port).toBeLessThan(32_768);
      expect(await canListen(port)).toBe(true);
    }
  });

  it('are never given twice while their owner lives', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => freePorts(12)));
    expect(new Set(all.flat()).size).toBe(240);
  });

  it('pass over what is taken', async () => {
    const asked: number[] = [];
    const ports = await freePorts(2, async (port) => asked.push(port) > 3);
    expect(ports).toEqual(asked.slice(3));
  });

  it('give up with a reason when nothing is free', async () => {
    await expect(freePorts(1, async () => false)).rejects.toThrow(/no 1 free ports/);
  });

  it('are the preferred one if it is free, else another', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as { port: number };
    expect(await canListen(port)).toBe(false);
    expect(await freePort(port)).not.toBe(port);
    occupant.close();
    await once(occupant, 'close');
    expect(await freePort(port)).toBe(port);
  });
});
