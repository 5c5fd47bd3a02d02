import { readFile } from 'node:fs/promises';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { EdgeTlsEvidence } from './evidence.ts';
import { serverName } from './handshakes.ts';

/** The chain as a client gets it, checked against the target's CA and the host's name. Throws when nothing answers. */
export async function lookAtCertificate(host: string, port: number, caFile: string): Promise<EdgeTlsEvidence['certificate']> {
  const ca = await readFile(caFile);
  const { promise, resolve, reject } = Promise.withResolvers<EdgeTlsEvidence['certificate']>();
  const socket: TLSSocket = connect({ host, port, servername: serverName(host), ca, rejectUnauthorized: false });
  socket.setTimeout(5_000, () => socket.destroy(new Error(`no certificate from ${host}:${port} within 5 s`)));
  socket.once('error', reject);
  socket.once('secureConnect', () => {
    const problem = socket.authorizationError;
    resolve({
      trusted: socket.authorized,
      problem: problem ? String(problem) : '',
      // The name is checked after the chain, so a chain that is trusted says of the name too.
      namesHost: socket.authorized || !String(problem).includes('ALTNAME'),
      chain: chainOf(socket.getPeerCertificate(true)),
    });
    socket.destroy();
  });
  return promise;
}

function chainOf(leaf: DetailedPeerCertificate): EdgeTlsEvidence['certificate']['chain'] {
  const chain: EdgeTlsEvidence['certificate']['chain'] = [];
  const seen = new Set<string>();
  for (
    let link: DetailedPeerCertificate | undefined = leaf;
    link?.fingerprint256 && !seen.has(link.fingerprint256);
    link = link.issuerCertificate
  ) {
    seen.add(link.fingerprint256);
    chain.push({
      subject: nameOf(link),
      validFrom: new Date(link.valid_from).toISOString(),
      validTo: new Date(link.valid_to).toISOString(),
    });
  }
  return chain;
}

/** The leaf of a local CA has no common name, only alternative ones. */
function nameOf({ subject, subjectaltname }: DetailedPeerCertificate): string {
  return [subject?.CN].flat()[0] ?? subjectaltname ?? 'unnamed';
}
