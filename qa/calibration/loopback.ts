import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Single round trips are too short for a clock: one value is the time of this many, one after the other. */
const TRIPS_PER_BATCH = 25;

/** Times batches of round trips of a few bytes over a loopback connection, ms: network stack, scheduler and event loop. */
export async function timeLoopback(batches: number): Promise<number[]> {
  const server = createServer({ noDelay: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const times: number[] = [];
    // The first batch warms the path up.
    for (let batch = -1; batch < batches; batch += 1) {
      const startedAt = performance.now();
      for (let trip = 0; trip < TRIPS_PER_BATCH; trip += 1) {
        const answer = once(socket, 'data');
        socket.write('calibrate');
        await answer;
      }
      if (batch >= 0) times.push(performance.now() - startedAt);
    }
    socket.destroy();
    return times;
  } finally {
    server.close();
  }
}
