import { createHash } from 'node:crypto';
import { createEngine } from '@secretlint/node';

export interface SecretFinding {
  /** Path, or `commit:path`. */
  readonly where: string;
  readonly line: number;
  readonly rule: string;
  /** SHA-256 of what was found, cut short: names a finding without telling it. */
  readonly fingerprint: string;
}

export interface SecretScanner {
  scan(where: string, content: string): Promise<SecretFinding[]>;
}

interface SecretlintResult {
  readonly messages: readonly {
    readonly ruleId: string;
    readonly range: readonly [number, number];
    readonly loc: { readonly start: { readonly line: number } };
  }[];
}

/** Known kinds of keys by secretlint; everything that only looks like a secret by `findGeneric`. */
export async function createSecretScanner(repoRoot: string): Promise<SecretScanner> {
  const engine = await createEngine({
    cwd: repoRoot,
    color: false,
    formatter: 'json',
    maskSecrets: true,
    configFileJSON: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] },
  });
  return {
    async scan(where, content) {
      const { ok, output } = await engine.executeOnContent({ content, filePath: where });
      const known = ok
        ? []
        : (JSON.parse(output) as SecretlintResult[]).flatMap(({ messages }) =>
            messages.map(({ ruleId, range, loc }) => ({
              where,
              line: loc.start.line,
              rule: ruleId.slice(ruleId.lastIndexOf('/') + 1),
              fingerprint: fingerprintOf(content.slice(...range)),
            })),
          );
      return [...known, ...findGeneric(where, content)];
    },
  };
}

/** Names that people give to secrets, and then a value: quoted in code, bare in environment files. */
const QUOTED =
  /(?:secret|token|passw(?:or)?d|passphrase|api_?-?key|private_?-?key|access_?-?key|credential)[\w-]{0,24}["']?\s*(?::|=>?)\s*["'`]([^\s"'`]{16,200})["'`]/gi;
const ENVIRONMENT =
  /^\s*(?:export\s+)?\w*(?:SECRET|TOKEN|PASSW(?:OR)?D|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL)\w*=([^\s"'$<{]{16,200})\s*$/gim;
/** `scheme://user:password@host` */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"'`]+:([^\s@/"'`$<{]{8,200})@/gi;

/** Also on one line, or wrapped at any length, which secretlint takes for no key. */
const PEM = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*([A-Za-z0-9+/=]{40,})/g;

/** English words and dotted names stay below; random base64 of that length stays above. Bits per character. */
const LEAST_ENTROPY = 3.4;
/** Hex has fewer characters to choose from, and words hardly ever consist of a to f. */
const LEAST_ENTROPY_OF_HEX = 2.7;

/** Values that look random, under a name that says secret. */
export function findGeneric(where: string, content: string): SecretFinding[] {
  return [QUOTED, ENVIRONMENT, IN_URL, PEM].flatMap((pattern) =>
    [...content.matchAll(pattern)]
      .filter(([, value = '']) => looksRandom(value))
      .map((match) => ({
        where,
        line: content.slice(0, match.index).split('\n').length,
        rule: 'generic-entropy',
        fingerprint: fingerprintOf(match[1] ?? ''),
      })),
  );
}

function looksRandom(value: string): boolean {
  if (/[${}<>()]|\s|^\.{0,2}\//.test(value)) return false;
  const least = /^[\da-f]+$/i.test(value) ? LEAST_ENTROPY_OF_HEX : LEAST_ENTROPY;
  return /\d/.test(value) && /[a-z]/i.test(value) && entropyOf(value) >= least;
}

/** Shannon entropy in bits per character. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

function fingerprintOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}
