import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { EdgeTlsEvidence, TlsVersion } from './evidence.ts';

/** Everything, down to what OpenSSL calls insecure: refusing must be the server's doing. */
const ALL_CIPHERS = 'ALL:@SECLEVEL=0';
/** Needs no certificate, which makes a server for the control in one line. */
const ANONYMOUS_CIPHERS = 'AECDH-AES256-SHA:@SECLEVEL=0';
const TIMEOUT_MS = 5_000;

/** One handshake with exactly this version, and the same with a server of our own that takes it. */
export async function tryVersion(host: string, port: number, version: TlsVersion): Promise<EdgeTlsEvidence['handshakes'][number]> {
  const { outcome, detail } = await handshake({ host, port, version, ciphers: ALL_CIPHERS });
  return { version, outcome, detail, clientCanSpeak: await canSpeak(version) };
}

async function canSpeak(version: TlsVersion): Promise<boolean> {
  // Anonymous suites don't exist in TLS 1.3, which needs no proof here: a handshake with it is expected to succeed.
  if (version === 'TLSv1.3') return true;
  const server = createServer({ ciphers: ANONYMOUS_CIPHERS, minVersion: version, maxVersion: version }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return (await handshake({ host: '127.0.0.1', port, version, ciphers: ANONYMOUS_CIPHERS })).outcome === 'accepted';
  } finally {
    server.close();
  }
}

interface Attempt {
  readonly host: string;
  readonly port: number;
  readonly version: TlsVersion;
  readonly ciphers: string;
}

function handshake({ host, port, version, ciphers }: Attempt): Promise<{ outcome: 'accepted' | 'refused' | 'silent'; detail: string }> {
  const { promise, resolve } = Promise.withResolvers<{ outcome: 'accepted' | 'refused' | 'silent'; detail: string }>();
  // Trust is judged elsewhere; here only the version counts.
  const socket: TLSSocket = connect({
    host,
    port,
    servername: serverName(host),
    minVersion: version,
    maxVersion: version,
    ciphers,
    rejectUnauthorized: false,
  });
  const end = (outcome: 'accepted' | 'refused' | 'silent', detail: string) => {
    socket.destroy();
    resolve({ outcome, detail });
  };
  socket.setTimeout(TIMEOUT_MS, () => end('silent', `nothing within ${TIMEOUT_MS} ms`));
  socket.once('secureConnect', () => end('accepted', `${socket.getProtocol()}`));
  socket.once('error', (error: NodeJS.ErrnoException) => end(isRefusal(error.code) ? 'refused' : 'silent', error.code ?? error.message));
  return promise;
}

/** An alert of the server, or a connection that it ended in the middle of the handshake. */
function isRefusal(code: string | undefined): boolean {
  return (
    code === 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' ||
    code === 'ERR_SSL_SSL/TLS_ALERT_PROTOCOL_VERSION' ||
    code === 'ECONNRESET' ||
    /^ERR_SSL_.*ALERT/.test(code ?? '')
  );
}

/** Server names are for names only: an address in it is an error. */
export function serverName(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}
