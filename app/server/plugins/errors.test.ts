import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { TranslationError, TranslationUnavailableError } from '../../translation/index.ts';
import { errors, RateLimitedError } from './errors.ts';

/** What a client gets when a handler throws this. */
async function answerTo(error: Error) {
  let throttled = 0;
  const app = Fastify();
  await app.register(errors, { onThrottled: () => throttled++ });
  app.get('/', async () => {
    throw error;
  });
  const { statusCode, headers, body } = await app.inject('/');
  await app.close();
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  return { status: statusCode, code: JSON.parse(body).code, retryAfter: headers['retry-after'], body, throttled };
}

test.each([
  ['a refusal', new DomainError('not-ready', 'Not yet.'), 409, 'not-ready', undefined],
  ['too many requests', new RateLimitedError(7), 429, 'rate-limited', '7'],
  ['too many streams', new DomainError('too-many-streams', 'Too many.'), 429, 'too-many-streams', '10'],
  ['a translation service that fails', new TranslationError('DeepL answered with status 500'), 503, 'unavailable', undefined],
  ['a translation service that is left alone', new TranslationUnavailableError(1500), 503, 'unavailable', '2'],
  ['a defect', new TypeError('x is undefined'), 500, 'internal', undefined],
])('%s', async (_what, error, status, code, retryAfter) => {
  expect(await answerTo(error)).toMatchObject({ status, code, retryAfter, throttled: status === 429 && code === 'rate-limited' ? 1 : 0 });
});

test('nothing of what failed inside reaches the client', async () => {
  const { body } = await answerTo(new Error('password of db.internal', { cause: new Error('secret') }));
  expect(body).not.toMatch(/password|secret|db\.internal/);
  const outage = await answerTo(new TranslationError('DeepL refuses the key: correct DEEPL_API_KEY'));
  expect(outage.body).not.toContain('DEEPL');
});
