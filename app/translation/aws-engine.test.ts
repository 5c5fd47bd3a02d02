import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type AwsSettings, createAwsEngine } from './aws-engine.ts';
import { TranslationError, TranslationUnavailableError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { type Answer, startLoopbackServer } from './testing/loopback-server.ts';

const EN_ES = { from: 'en', to: 'es' };
const QUICK = { maxRetries: 1, firstDelayMs: 1 };

beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-of-a-test');
});
afterAll(() => vi.unstubAllEnvs());

/** Speaks AWS JSON 1.1. */
async function amazon(translate: (request: Record<string, unknown>) => Answer, settings: Partial<AwsSettings> = {}) {
  const server = await startLoopbackServer((request) => {
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIATEST/')) {
      return { status: 403, body: { __type: 'UnrecognizedClientException' } };
    }
    if (request.headers['x-amz-target']?.toString().endsWith('.ListLanguages')) {
      return {
        body: {
          Languages: ['auto', 'en', 'es', 'fr', 'ar', 'pt', 'tl'].map((LanguageCode) => ({ LanguageCode, LanguageName: LanguageCode })),
        },
      };
    }
    return translate(JSON.parse(request.body));
  });
  return { server, engine: createAwsEngine({ region: 'eu-west-1', endpoint: server.url, resilience: QUICK, ...settings }) };
}
const translated = ({ Text }: Record<string, unknown>): Answer => ({
  body: { TranslatedText: `[${Text}]`, SourceLanguageCode: 'en', TargetLanguageCode: 'es' },
});

test('offers its languages but those we cannot write, with the tones of the target', async () => {
  const { server, engine } = await amazon(translated);
  await using _ = server;
  const pairs = await engine.pairs();
  expect(pairs).toContainEqual({ from: 'en', to: 'pt' });
  expect(pairs).toHaveLength(20);
  expect(await engine.tones(EN_ES)).toEqual(['formal', 'neutral', 'informal']);
  expect(await engine.tones({ from: 'en', to: 'pt' })).toEqual(['neutral']);
});

test('one call is one text: where it fails, no other is lost with it', async () => {
  const { server, engine } = await amazon(translated);
  await using _ = server;
  expect(engine.limits.textsPerCall).toBe(1);
});

test('sends a signed request for each text, plain, and the answers are tagged text in order', async () => {
  const { server, engine } = await amazon(translated);
  await using _ = server;
  expect(engine.tags).toBe(false);
  expect(await engine.translate(['a &lt; b', 'two'], { ...EN_ES, tone: 'informal' })).toEqual(['[a &lt; b]', '[two]']);
  const sent = server.requests
    .filter(({ headers }) => headers['x-amz-target']?.toString().endsWith('.TranslateText'))
    .map(({ body }) => JSON.parse(body));
  expect(sent).toContainEqual({ Text: 'a < b', SourceLanguageCode: 'en', TargetLanguageCode: 'es', Settings: { Formality: 'INFORMAL' } });
  await engine.translate(['x'], EN_ES);
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({ Text: 'x', SourceLanguageCode: 'en', TargetLanguageCode: 'es' });
});

test('a language that it calls otherwise is asked for by its name for it', async () => {
  const { server, engine } = await amazon(translated);
  await using _ = server;
  expect(await engine.pairs()).toContainEqual({ from: 'fil', to: 'en' });
  await engine.translate(['x'], { from: 'en', to: 'fil' });
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({ SourceLanguageCode: 'en', TargetLanguageCode: 'tl' });
});

test.each<[string, number]>([
  ['ThrottlingException', 400],
  ['TooManyRequestsException', 400],
  ['InternalServerException', 500],
  ['ServiceUnavailableException', 503],
])('%s is asked again', async (name, status) => {
  let calls = 0;
  const { server, engine } = await amazon((request) => (++calls === 1 ? { status, body: { __type: name } } : translated(request)));
  await using _ = server;
  expect(await engine.translate(['x'], EN_ES)).toEqual(['[x]']);
  expect(calls).toBe(2);
});

test('a pause that it asks for opens the circuit for that long', async () => {
  const { server, engine } = await amazon(() => ({
    status: 429,
    headers: { 'retry-after': '40' },
    body: { __type: 'TooManyRequestsException' },
  }));
  await using _ = server;
  const error = await engine.translate(['x'], EN_ES).catch((caught) => caught);
  expect(error).toBeInstanceOf(TranslationUnavailableError);
  expect(error.retryAfterMs).toBeGreaterThan(38_000);
});

test('what is wrong with the text is not asked again', async () => {
  const { server, engine } = await amazon(() => ({ status: 400, body: { __type: 'TextSizeLimitExceededException' } }));
  await using _ = server;
  await expect(engine.translate(['x'], EN_ES)).rejects.toThrow(TranslationRefusedError);
  expect(server.requests).toHaveLength(2); // the other one lists the languages
});

test.each<[string, Answer]>([
  ['no text', { body: {} }],
  ['no JSON', { body: 'oops' }],
  ['no answer in time', 'hang'],
])('%s is a failure that counts', async (_what, answer) => {
  const { server, engine } = await amazon(() => answer, { timeoutMs: 100, resilience: { maxRetries: 0 } });
  await using _ = server;
  await expect(engine.translate(['x'], EN_ES)).rejects.toThrow(TranslationError);
});

test.each<Answer>([
  { status: 400, body: { __type: 'ValidationException', message: "Value 'Secreto' at 'text' failed" } },
  { status: 500, body: 'Secreto' },
  { body: 'Secreto' },
])('an error has no word of the answer: %j', async (answer) => {
  const { server, engine } = await amazon(() => answer, { resilience: { maxRetries: 0 } });
  await using _ = server;
  const error = await engine.translate(['x'], EN_ES).catch((caught) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('Secreto');
});
