import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createDeeplEngine, type DeeplSettings } from './deepl-engine.ts';
import { TranslationError, TranslationUnavailableError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { type Answer, type ReceivedRequest, startLoopbackServer } from './testing/loopback-server.ts';

const EN_ES = { from: 'en', to: 'es' };
const KEY = 'key-of-a-test:fx';
const QUICK = { maxRetries: 1, firstDelayMs: 1 };

/** Speaks version 2 of DeepL's protocol; `translate` decides over the answers to translations. */
async function deepl(translate: (texts: string[], request: ReceivedRequest) => Answer, settings: Partial<DeeplSettings> = {}) {
  const server = await startLoopbackServer((request) => {
    if (request.headers.authorization !== `DeepL-Auth-Key ${KEY}`) return { status: 403, body: { message: 'no key' } };
    if (request.path.startsWith('/v2/languages')) {
      const isTarget = request.path.includes('type=target');
      const names = isTarget ? ['ES', 'EN-GB', 'EN-US', 'JA', 'AR', 'TL'] : ['EN', 'ES', 'JA'];
      return { body: names.map((language) => ({ language, name: language, ...(isTarget && { supports_formality: language === 'ES' }) })) };
    }
    return translate(new URLSearchParams(request.body).getAll('text'), request);
  });
  return { server, engine: createDeeplEngine({ apiKey: KEY, url: server.url, resilience: QUICK, ...settings }) };
}
const translations = (texts: readonly string[]): Answer => ({
  body: { translations: texts.map((text) => ({ text: `[${text}]`, detected_source_language: 'EN', billed_characters: text.length })) },
});

test('offers what DeepL offers and we can write, with the tones of the target', async () => {
  const { server, engine } = await deepl(translations);
  await using _ = server;
  expect(await engine.pairs()).toEqual([
    { from: 'en', to: 'es' },
    { from: 'en', to: 'fil' },
    { from: 'es', to: 'en-GB' },
    { from: 'es', to: 'en-US' },
    { from: 'es', to: 'fil' },
  ]);
  expect(await engine.tones(EN_ES)).toEqual(['formal', 'neutral', 'informal']);
  expect(await engine.tones({ from: 'es', to: 'en-GB' })).toEqual(['neutral']);
  expect(server.requests).toHaveLength(2);
});

test('sends one request for a batch: key, languages, formality, tags as XML', async () => {
  const { server, engine } = await deepl(translations);
  await using _ = server;
  const texts = ['Press <s1>Start</s1> &amp; go', 'open <k2>a.ini</k2>', 'plain'];
  expect(await engine.translate(texts, { ...EN_ES, tone: 'formal' })).toEqual(texts.map((text) => `[${text}]`));
  const sent = server.requests.filter(({ path }) => path === '/v2/translate');
  expect(sent).toHaveLength(1);
  const form = new URLSearchParams(sent[0]?.body);
  expect(form.getAll('text')).toEqual(texts);
  expect(Object.fromEntries(form)).toMatchObject({
    source_lang: 'en',
    target_lang: 'es',
    formality: 'prefer_more',
    tag_handling: 'xml',
    outline_detection: '0',
    split_sentences: 'nonewlines',
    ignore_tags: 'k2',
    non_splitting_tags: 's1,k2',
  });
  await expect(engine.translate(Array(11).fill('x'), EN_ES)).rejects.toThrow(RangeError);
});

test.each([
  ['neutral', 'default'],
  ['informal', 'prefer_less'],
] as const)('%s is formality %s', async (tone, formality) => {
  const { server, engine } = await deepl(translations);
  await using _ = server;
  await engine.translate(['x'], { ...EN_ES, tone });
  expect(new URLSearchParams(server.requests.at(-1)?.body).get('formality')).toBe(formality);
});

test('a language that it calls otherwise is asked for by its name for it', async () => {
  const { server, engine } = await deepl(translations);
  await using _ = server;
  await engine.translate(['x'], { from: 'en', to: 'fil' });
  expect(new URLSearchParams(server.requests.at(-1)?.body).get('target_lang')).toMatch(/^tl$/i);
});

test.each([429, 503, 500])('status %i is asked again', async (status) => {
  let calls = 0;
  const { server, engine } = await deepl((texts) => (++calls === 1 ? { status, body: { message: 'busy' } } : translations(texts)));
  await using _ = server;
  expect(await engine.translate(['x'], EN_ES)).toEqual(['[x]']);
  expect(calls).toBe(2);
});

test.each([
  ['in seconds', () => '30'],
  ['as a date', () => new Date(Date.now() + 30_000).toUTCString()],
])('a service that wants to be left alone for long, said %s, is left alone for that long', async (_how, retryAfter) => {
  const { server, engine } = await deepl(() => ({ status: 429, headers: { 'retry-after': retryAfter() }, body: { message: 'busy' } }));
  await using _ = server;
  const error = await engine.translate(['x'], EN_ES).catch((caught) => caught);
  expect(error).toBeInstanceOf(TranslationUnavailableError);
  expect(error.retryAfterMs).toBeGreaterThan(28_000);
  expect(error.retryAfterMs).toBeLessThanOrEqual(30_000);
  expect(server.requests.filter(({ path }) => path === '/v2/translate')).toHaveLength(1);
});

test('a short pause that it asks for is kept before it is asked again', async () => {
  const askedAt: number[] = [];
  const { server, engine } = await deepl((texts) => {
    const isFirst = askedAt.push(performance.now()) === 1;
    return isFirst ? { status: 503, headers: { 'retry-after': '1' }, body: {} } : translations(texts);
  });
  await using _ = server;
  expect(await engine.translate(['x'], EN_ES)).toEqual(['[x]']);
  expect((askedAt[1] ?? 0) - (askedAt[0] ?? 0)).toBeGreaterThan(950);
});

test('a quota that is used up is not asked again: the engine is left alone', async () => {
  const { server, engine } = await deepl(() => ({ status: 456, body: { message: 'quota' } }));
  await using _ = server;
  const error = await engine.translate(['x'], EN_ES).catch((caught) => caught);
  expect(error).toBeInstanceOf(TranslationUnavailableError);
  expect(error.cause.message).toContain('quota');
  await expect(engine.translate(['x'], EN_ES)).rejects.toThrow(TranslationUnavailableError);
  expect(server.requests.filter(({ path }) => path === '/v2/translate')).toHaveLength(1);
});

test('a wrong key says which setting to correct, and never the key', async () => {
  const { server, engine } = await deepl(translations, { apiKey: 'wrong' });
  await using _ = server;
  const error = await engine.pairs().catch((caught) => caught);
  expect(error.cause.message).toContain('DEEPL_API_KEY');
  expect(JSON.stringify([error.message, error.cause.message])).not.toContain('wrong');
});

test.each([400, 413, 414])('status %i is the request’s, not the service’s: it is not asked again', async (status) => {
  const { server, engine } = await deepl(() => ({ status, body: { message: 'no' } }));
  await using _ = server;
  await expect(engine.translate(['x'], EN_ES)).rejects.toThrow(TranslationRefusedError);
  expect(server.requests.filter(({ path }) => path === '/v2/translate')).toHaveLength(1);
});

test('a call of Cyrillic letters, as many as it may have, is within what a request may have', async () => {
  const { server, engine } = await deepl(translations);
  await using _ = server;
  await engine.translate(Array(10).fill('ж'.repeat(engine.limits.charactersPerCall / 10)), EN_ES);
  expect(server.requests.at(-1)?.body.length).toBeLessThan(128 * 1024);
});

test.each<[string, Answer]>([
  ['no JSON', { body: 'oops' }],
  ['another shape', { body: { result: [] } }],
  ['no text', { body: { translations: [{ detected_source_language: 'EN' }] } }],
  ['no answer in time', 'hang'],
])('%s is a failure that counts', async (_what, answer) => {
  const { server, engine } = await deepl(() => answer, { timeoutMs: 100, resilience: { maxRetries: 0, openAfter: 2 } });
  await using _ = server;
  await expect(engine.translate(['x'], EN_ES)).rejects.toThrow(TranslationError);
  await expect(engine.translate(['x'], EN_ES)).rejects.toThrow(TranslationUnavailableError);
});

test('ends at once when it is told to', async () => {
  const { server, engine } = await deepl(() => 'hang');
  await using _ = server;
  await engine.pairs();
  const stop = new AbortController();
  const pending = engine.translate(['x'], { ...EN_ES, signal: stop.signal });
  await expect.poll(() => server.requests.length).toBe(3);
  stop.abort(new Error('stopping'));
  await expect(pending).rejects.toThrow('stopping');
});

test.each<Answer>([{ status: 400, body: { message: 'Secreto' } }, { status: 500, body: 'Secreto' }, { body: 'Secreto' }])(
  'an error has no word of the answer: %j',
  async (answer) => {
    const { server, engine } = await deepl(() => answer, { resilience: { maxRetries: 0 } });
    await using _ = server;
    const error = await engine.translate(['x'], EN_ES).catch((caught) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('Secreto');
  },
);
