import { expect, test } from 'vitest';
import { parseCommand } from './cli-options.ts';

const engines = ['apertium', 'identity'];
const parse = (line: string) => parseCommand(line.split(' ').filter(Boolean), engines);

test('translate', () => {
  expect(parse('translate in.pdf --from en --to es --out out.pdf --json')).toEqual({
    name: 'translate',
    input: 'in.pdf',
    from: 'en',
    to: 'es',
    out: 'out.pdf',
    engine: 'apertium',
    tone: undefined,
    password: undefined,
    json: true,
  });
});

test.each(['formal', 'neutral', 'informal'])('the tone can be %s', (tone) => {
  expect(parse(`translate in.pdf --from en --to es --out out.pdf --tone ${tone}`)).toMatchObject({ tone });
});

test('inspect, and help', () => {
  expect(parse('inspect in.pdf --password x')).toMatchObject({ name: 'inspect', input: 'in.pdf', password: 'x', json: false });
  expect(parse('translate --help')).toEqual({ name: 'help' });
});

test.each([
  ['', 'say translate or inspect'],
  ['convert a.pdf', 'unknown command «convert»'],
  ['inspect', 'inspect needs a PDF'],
  ['inspect a.pdf b.pdf', 'unexpected «b.pdf»'],
  ['inspect a.pdf --to es', 'inspect takes no --to'],
  ['translate a.pdf --from en --out b.pdf', 'translate needs --to'],
  ['translate a.pdf --from en --to es --out b.pdf --engine magic', 'unknown engine «magic»; there are apertium, identity'],
  ['translate a.pdf --from en --to es --out b.pdf --tone rude', 'unknown tone «rude»; there are formal, neutral, informal'],
  ['translate a.pdf --bogus', "Unknown option '--bogus'"],
])('«%s» is wrong usage', (line, message) => {
  expect(() => parse(line)).toThrow(expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }));
});
