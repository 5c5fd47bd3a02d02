import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText, writeTagged } from '../../text/tagged-text.ts';
import { MAX_BATCH, TranslationError, UnsupportedPairError } from '../engine.ts';
import { translateAll } from '../index.ts';
import { type ApertiumEngine, createApertiumEngine } from './apertium-engine.ts';

const EN_ES = { from: 'en', to: 'es' };
let engine: ApertiumEngine;

beforeAll(() => {
  engine = createApertiumEngine({ resilience: { firstDelayMs: 10 } });
});
afterAll(() => engine.close());

const translate = async (text: string): Promise<string> => plainText((await engine.translate([writeTagged([{ text }])], EN_ES))[0] ?? '');

test('translates both ways', async () => {
  expect(await translate('The black cat eats the fish.')).toBe('El gato negro come el pez.');
  expect(await engine.translate(['El gato negro come el pez.'], { from: 'es', to: 'en' })).toEqual(['The black cat eats the fish.']);
});

test('says which pairs it has, and refuses others', async () => {
  expect(await engine.pairs()).toEqual(expect.arrayContaining([EN_ES, { from: 'es', to: 'en' }]));
  await expect(engine.translate(['Hallo'], { from: 'de', to: 'en' })).rejects.toThrow(UnsupportedPairError);
  await expect(engine.translate(Array(MAX_BATCH + 1).fill('x'), EN_ES)).rejects.toThrow(RangeError);
});

test('keeps unknown words and shows no marks of its own', async () => {
  const text = await translate('The Zorblax 3000 of Qwertzen is a frobnicator.');
  expect(text).toContain('Zorblax 3000');
  expect(text).toContain('Qwertzen');
  expect(text).not.toMatch(/[*#@]/);
});

describe('survives to the letter', () => {
  test.each([
    ['URLs', 'See https://example.com/the/house?x=1&the=house#top for more.', 'https://example.com/the/house?x=1&the=house#top'],
    ['a URL at the end', 'More at www.the-house.example/a_b.', 'www.the-house.example/a_b'],
    ['e-mail addresses', 'Write to the.house+cat@example.co.uk, please.', 'the.house+cat@example.co.uk'],
    ['money and decimals', 'It costs $1,234.50 or 3.5 %.', '1,234.50'],
    ['dates and times', 'On 12/05/2024 at 10:30 we met.', '12/05/2024'],
    ['versions and codes', 'Version v1.2.3-beta of ISO 9001:2015 and COVID-19.', 'v1.2.3-beta'],
    ['handles', 'Ask @the_house or use #house today.', '@the_house'],
    ['file names', 'Open the file read-me.txt now.', 'read-me.txt'],
    ['tildes and stars', 'About ~5 houses, see *house and a|b.', '~5'],
  ])('%s', async (_what, source, literal) => {
    expect(await translate(source)).toContain(literal);
  });

  test.each([
    '[see note]',
    '{x}',
    '<b>bold</b>',
    '^a/b$',
    'back\\slash',
    'a * b * c',
    '100 % of 3 < 4 > 2',
    'x_y ~ z',
    '@',
    '#',
    '\\',
    '[',
    '$5^2',
  ])('what means something to Apertium: %s', async (text) => {
    const source = `The house ${text} is here.`;
    const translated = await translate(source);
    const special = (value: string) => [...value].filter((character) => /[[\]{}<>^$\\*~@#%|_]/.test(character)).sort();
    expect(special(translated)).toEqual(special(source));
  });
});

test('keeps margins, line breaks and what has no words', async () => {
  expect(await translate('  The house ')).toBe('  La casa ');
  expect(await translate('The house\nThe cat')).toMatch(/^La casa\s*\n\s*El gato$/);
  expect(await engine.translate(['', '   ', '42', '— • —'], EN_ES)).toEqual(['', '   ', '42', '— • —']);
});

test('keeps capitals of headings and small letters of fragments', async () => {
  expect(await translate('THE BLACK HOUSE')).toBe('LA CASA NEGRA');
  expect(await translate('the black house')).toBe('la casa negra');
});

test('keeps the full stop, and adds none', async () => {
  expect(await translate('The house is black.')).toMatch(/negra\.$/);
  expect(await translate('The black house')).toBe('La casa negra');
  expect(await translate('The black house.[]')).toContain('[]');
});

test('control characters end nothing early', async () => {
  const [first, second] = await engine.translate(['The\0 house\x07', 'The cat'], EN_ES);
  expect(first).toMatch(/casa/);
  expect(second).toBe('El gato');
});

test('answers go to who asked, however many ask at once', async () => {
  const sources = Array.from({ length: 60 }, (_, index) => `The house number ${index} is black.`);
  const translated = await translateAll(engine, sources, EN_ES);
  for (const [index, text] of translated.entries()) expect(text).toContain(` ${index} `);
});

/** Processes of a group that have not ended, in the order of their pids; read from the kernel, as not every machine has `ps`. */
function livingIn(group: number | undefined): { pid: number; name: string }[] {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, 'utf8');
      } catch {
        return ''; // It ended meanwhile.
      }
    });
  return stats
    .flatMap((stat) => {
      const [, pid, name = '', state, ofGroup] = /^(\d+) \((.*)\) (\S) \d+ (\d+) /s.exec(stat) ?? [];
      return state !== undefined && state !== 'Z' && Number(ofGroup) === group ? [{ pid: Number(pid), name }] : [];
    })
    .sort((one, other) => one.pid - other.pid);
}

describe('when its process dies', () => {
  test('the text is asked again of a new one: nothing is lost', async () => {
    await translate('The house');
    const pid = engine.pid(EN_ES);
    if (pid === undefined) throw new Error('no process');
    const pending = translateAll(
      engine,
      Array.from({ length: 40 }, (_, index) => `The cat number ${index}.`),
      EN_ES,
    );
    process.kill(-pid, 'SIGKILL');
    const translated = await pending;
    for (const [index, text] of translated.entries()) expect(text).toContain(`${index}`);
    expect(engine.pid(EN_ES)).not.toBe(pid);
  });

  test.each([0, 5, -1])('one stage of the pipeline is enough to notice, at once: %i', async (which) => {
    const patient = createApertiumEngine({ answerTimeoutMs: 600_000, resilience: { firstDelayMs: 10 } });
    try {
      await patient.translate(['The house'], EN_ES);
      const stages = livingIn(patient.pid(EN_ES)).filter(({ name }) => name !== 'sh');
      expect(stages.length).toBeGreaterThan(10);
      process.kill(stages.at(which)?.pid ?? 0, 'SIGKILL');
      expect(await patient.translate(['The black cat'], EN_ES)).toEqual(['El gato negro']);
    } finally {
      await patient.close();
    }
  });

  test('hanging counts as dying', async () => {
    const impatient = createApertiumEngine({ answerTimeoutMs: 2000, resilience: { firstDelayMs: 10 } });
    try {
      await impatient.translate(['The house'], EN_ES);
      const pid = impatient.pid(EN_ES);
      process.kill(-(pid ?? 0), 'SIGSTOP');
      expect(await impatient.translate(['The black cat'], EN_ES)).toEqual(['El gato negro']);
      expect(impatient.pid(EN_ES)).not.toBe(pid);
    } finally {
      await impatient.close();
    }
  });

  test('closing ends all its processes, and says so to who still asks', async () => {
    const closing = createApertiumEngine({ resilience: { maxRetries: 0 } });
    await closing.translate(['The house'], EN_ES);
    const pid = closing.pid(EN_ES);
    expect(livingIn(pid).length).toBeGreaterThan(5);
    await closing.close();
    await expect(closing.translate(['The house'], EN_ES)).rejects.toThrow(TranslationError);
    expect(closing.pid(EN_ES)).toBeUndefined();
    await expect.poll(() => livingIn(pid)).toEqual([]);
  });
});
