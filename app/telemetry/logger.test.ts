import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function logged(use: (logger: ReturnType<typeof createLogger>) => void): string {
  let output = '';
  const write = (line: string): void => {
    output += line;
  };
  use(createLogger({ service: 'test', level: 'info', destination: { write } }));
  return output;
}

test('names its service, and writes one JSON object a line', () => {
  expect(JSON.parse(logged((logger) => logger.info({ jobId: 7 }, 'done')))).toMatchObject({
    service: 'test',
    jobId: 7,
    msg: 'done',
    level: 30,
  });
});

test('keeps secrets and texts out, at any depth that a mistake reaches', () => {
  const secret = 'CANARY';
  const line = logged((logger) =>
    logger.info({
      password: secret,
      headers: { authorization: secret, cookie: secret, 'set-cookie': secret },
      req: { body: { email: secret, refreshToken: secret } },
      document: { fileName: secret },
      block: { sourceText: secret, translatedText: secret },
      config: { jwtSecret: secret, databaseUrl: secret },
    }),
  );
  expect(line).not.toContain(secret);
  expect(line).toContain('[redacted]');
});

test('of an error it keeps type, message, code and cause, not what libraries hang on it', () => {
  const error = Object.assign(new Error('duplicate key', { cause: new TypeError('below') }), {
    code: '23505',
    detail: 'Key (email)=(CANARY) exists',
    parameters: ['CANARY'],
  });
  const line = logged((logger) => logger.error({ err: error }, 'failed'));
  expect(line).not.toContain('CANARY');
  expect(JSON.parse(line).err).toMatchObject({
    type: 'Error',
    message: 'duplicate key',
    code: '23505',
    cause: { type: 'TypeError', message: 'below' },
  });
});
