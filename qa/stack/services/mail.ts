import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const HOST = '127.0.0.1';
/** The newest are kept: a soak test must not fill this process. */
const KEPT = 1_000;

/** One received mail, as `mailUrl` lists it. `to` are the addresses of the envelope: who would really have got it. */
export interface ReceivedMail {
  readonly id: number;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface MailCatcher {
  readonly smtpUrl: string;
  /** GET lists the received mails, oldest first; `?to=ADDRESS` only that recipient's; DELETE forgets them. */
  readonly mailUrl: string;
  stop(): Promise<void>;
}

/** Takes every mail, delivers none. Lives in this process. */
export async function startMailCatcher(ports: { readonly smtpPort: number; readonly mailPort: number }): Promise<MailCatcher> {
  const mails: ReceivedMail[] = [];
  let lastId = 0;
  const smtp = new SMTPServer({
    authOptional: true,
    // Offered, STARTTLS would be used, and the certificate is nobody's.
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      simpleParser(stream).then((mail) => {
        lastId += 1;
        mails.push({
          id: lastId,
          receivedAt: new Date().toISOString(),
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
          headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()])),
        });
        if (mails.length > KEPT) mails.shift();
        callback();
      }, callback);
    },
  });
  const http = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://localhost').searchParams.get('to');
    if (request.method === 'DELETE') mails.length = 0;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(mails.filter((mail) => !to || mail.to.includes(to))));
  });

  await Promise.all([listen(http, ports.mailPort), listen(smtp.server as unknown as Server, ports.smtpPort)]);
  return {
    smtpUrl: `smtp://${HOST}:${ports.smtpPort}`,
    mailUrl: `http://${HOST}:${ports.mailPort}/`,
    async stop() {
      http.closeAllConnections();
      await Promise.all([new Promise((resolve) => http.close(resolve)), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
    },
  };
}

async function listen(server: Server, port: number): Promise<AddressInfo> {
  server.listen(port, HOST);
  await once(server, 'listening');
  return server.address() as AddressInfo;
}
