import type { StackHandle } from '@transkeep/reports/contract/index.ts';

/** One value that must not be kept, and what it is, for people. */
export interface Secret {
  readonly what: string;
  readonly value: string;
}

/** Words in a variable's name that say that its value is secret. */
const SECRET_NAME = /(^|_)(secret|token|password|passwd|passphrase|pass|key|apikey|credentials?|auth|cookie|private|canary)(_|$)/i;

/** Every value of the system and of the environment that opens something. */
export function secretsOf(stack: StackHandle | null, env: Readonly<Record<string, string | undefined>>): Secret[] {
  const found: Secret[] = [];
  const add = (what: string, value: string | undefined): void => {
    if (value !== undefined && isTelling(value)) found.push({ what, value });
  };
  const addUrl = (what: string, url: string | undefined): void => {
    for (const password of passwordsIn(url ?? '')) add(`the password in ${what}`, password);
  };
  if (stack) {
    for (const { email, password, accessToken } of stack.users) {
      add(`the password of ${email}`, password);
      add(`the access token of ${email}`, accessToken);
    }
    add('the key that signs access tokens', stack.jwtSecret);
    add('the secret of the object storage', stack.s3?.secretAccessKey);
    for (const name of ['databaseUrl', 'queueRedisUrl', 'cacheRedisUrl'] as const) addUrl(name, stack[name]);
  }
  for (const [name, value] of Object.entries({ ...stack?.userSeeder?.env, ...env })) {
    // A path (SSH_AUTH_SOCK) opens nothing by itself.
    if (SECRET_NAME.test(name) && !/^[./~]/.test(value ?? '')) add(`the variable ${name}`, value);
    addUrl(`the variable ${name}`, value);
  }
  return found;
}

/** Shorter or plainer values («postgres», «true») are words: to replace them everywhere would garble evidence and protect nothing. */
function isTelling(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return value.length >= 8 && kinds >= 2;
}

function passwordsIn(url: string): string[] {
  const raw = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/@]+)@/i.exec(url)?.[1];
  if (raw === undefined) return [];
  try {
    return [raw, decodeURIComponent(raw)];
  } catch {
    // Not percent-encoded: as it stands.
    return [raw];
  }
}

/** How a secret may be written: as it is, inside JSON, inside a URL. */
export function spellings({ value }: Secret): string[] {
  return [...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])];
}
