import { isNode } from './templates.ts';

/** Names of variables that only a secret would have. */
export const SECRET_NAME = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY|API_?KEY|ACCESS_KEY|CREDENTIALS?)(_|$)/i;

const PATTERNS: readonly [kind: string, pattern: RegExp][] = [
  ['a password in an address', /:\/\/[^:@/\s]*:(?!<|\$\{)[^@/\s]+@/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an AWS access key', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ['a Slack token', /\bxox[abeoprs]-[\w-]{10,}/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/\w+\/\w+\/\w+/],
  ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/],
  ['an API key', /\b(sk|rk)-[A-Za-z0-9_-]{20,}/],
];

/** Shorter words are rarely secrets; hex digests reach 4 bits a character at most, and base64 secrets of this length more. */
const RANDOM_WORD = /[A-Za-z0-9+/_=-]{32,}/g;
const RANDOM_BITS_PER_CHARACTER = 4.2;

/**
 * What kind of secret a text holds, `undefined` when none. `patterns` looks for known forms; `strict` also for words that
 * look random, which only makes sense where no identifiers of AWS or CDK stand.
 */
export function plainSecret(text: unknown, mode: 'patterns' | 'strict'): string | undefined {
  const rendered = render(text).replaceAll(/\{\{resolve:.*?\}\}/g, '<resolved>');
  const known = PATTERNS.find(([, pattern]) => pattern.test(rendered));
  if (known !== undefined) return known[0];
  if (mode === 'patterns') return undefined;
  return (rendered.match(RANDOM_WORD) ?? []).some(looksRandom) ? 'a random word, as secrets are,' : undefined;
}

function looksRandom(word: string): boolean {
  const mixed = /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);
  return mixed && bitsPerCharacter(word) >= RANDOM_BITS_PER_CHARACTER;
}

/** Shannon entropy of the characters of a word. */
function bitsPerCharacter(word: string): number {
  const counts = Map.groupBy(word, (character) => character);
  return [...counts.values()].reduce((bits, { length }) => bits - (length / word.length) * Math.log2(length / word.length), 0);
}

/** A text as CloudFormation would put it together; what it only knows when deploying stands in angle brackets. */
export function render(value: unknown): string {
  if (!isNode(value)) return typeof value === 'string' ? value : String(value ?? '');
  const join = value['Fn::Join'];
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map(render).join(String(join[0] ?? ''));
  const sub = value['Fn::Sub'];
  if (sub !== undefined) return String(Array.isArray(sub) ? sub[0] : sub);
  return `<${Object.keys(value).join(',')}>`;
}

/** Calls whose arguments are names that CDK makes up, which look random. */
const REFERENCES = ['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::GetStackOutput'];

export interface Text {
  /** `ContainerDefinitions.0.Environment.3.Value` */
  readonly path: string;
  readonly key: string;
  /** A string, or the call that makes one. */
  readonly text: unknown;
}

/** Every text in a piece of template, whole: a joined one is one text, so that nothing hides in its seams. */
export function strings(value: unknown, path = '', key = ''): Text[] {
  if (typeof value === 'string') return [{ path, key, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => strings(item, at(path, String(index)), key));
  if (!isNode(value)) return [];
  if ('Fn::Join' in value || 'Fn::Sub' in value) return [{ path, key, text: value }];
  if (REFERENCES.some((call) => call in value)) return [];
  return Object.entries(value).flatMap(([name, child]) => strings(child, at(path, name), name));
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
