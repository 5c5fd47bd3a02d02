import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** What a forgery is tried against: the clauses of SEC-02 by their last part. */
export type Weakness = 'signature' | 'expired' | 'audience' | 'issuer' | 'alg-none' | 'kid' | 'required-claims';

export interface Forgery {
  readonly id: string;
  readonly weakness: Weakness;
  /** The whole Authorization header. */
  readonly authorization: string;
}

export interface Material {
  /** A token of the victim as the API itself issued it. */
  readonly honestToken: string;
  /** A token of somebody else, whose signature is genuine. */
  readonly otherToken: string;
  /** Key that signs access tokens here. */
  readonly secret: string;
  /** A refresh token of the victim: genuine, but for something else. */
  readonly refreshToken: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/** Header and claims of a token, unchecked. */
function decodeToken(token: string): { header: Claims; claims: Claims } {
  const [header = '', claims = ''] = token.split('.');
  return { header: fromBase64(header), claims: fromBase64(claims) };
}

/** A token with exactly this header and these claims, signed with HMAC-SHA-256 whatever the header says. `undefined` claims are left out. */
export function hmacToken(header: Claims, claims: Claims, key: string | Uint8Array): string {
  const signed = `${toBase64(header)}.${toBase64(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

/** The victim's token signed anew and otherwise untouched: must be accepted, or the forgeries differ in more than they claim to. */
export function resignedToken({ honestToken, secret, now }: Material): string {
  const { header, claims } = decodeToken(honestToken);
  return hmacToken(header, { ...claims, iat: now, exp: now + 600 }, secret);
}

/**
 * Every forgery that an access token must withstand. Each says it is the victim and differs from an honest token in
 * one respect, so that acceptance is a takeover. RFC 8725 (best practices), OWASP ASVS 5.0 v5.0.0-9.1 and 9.2.
 */
export function forgeries(material: Material): readonly Forgery[] {
  const { honestToken, otherToken, secret, refreshToken, now } = material;
  const { header, claims: issued } = decodeToken(honestToken);
  const claims: Claims = { ...issued, iat: now, exp: now + 600 };
  const [honestHeader = '', honestClaims = '', honestSignature = ''] = honestToken.split('.');
  const [otherHeader = '', , otherSignature = ''] = otherToken.split('.');
  const unsigned = (alg: unknown, signature = '') => `${toBase64({ ...header, alg })}.${toBase64(claims)}.${signature}`;
  const changed = (change: Claims) => hmacToken(header, { ...claims, ...change }, secret);
  const withHeader = (extra: Claims, key: string) => hmacToken({ ...header, ...extra }, claims, key);
  const foreignKey = randomBytes(48).toString('base64url');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const aud = text(claims.aud);
  const iss = text(claims.iss);

  const tokens: Record<Weakness, Record<string, string>> = {
    signature: {
      'claims-of-victim-signature-of-other': `${otherHeader}.${honestClaims}.${otherSignature}`,
      'one-bit-of-signature-flipped': `${honestHeader}.${honestClaims}.${flipped(honestSignature)}`,
      'signature-cut-off': `${honestHeader}.${honestClaims}.`,
      'signature-halved': `${honestHeader}.${honestClaims}.${honestSignature.slice(0, honestSignature.length / 2)}`,
      'two-parts-only': `${honestHeader}.${honestClaims}`,
      'foreign-key': hmacToken(header, claims, foreignKey),
      'empty-key': hmacToken(header, claims, ''),
      'guessable-key': hmacToken(header, claims, 'secret'),
      'rs256-own-key': asymmetric('RS256', claims, (data) => sign('sha256', data, rsa.privateKey)),
      'es256-own-key': asymmetric('ES256', claims, (data) => sign('sha256', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })),
      'es256-all-zero': asymmetric('ES256', claims, () => Buffer.alloc(64)),
      'rs256-named-hmac-signed': hmacToken(
        { ...header, alg: 'RS256' },
        claims,
        rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ),
      garbage: 'garbage',
      dots: '..',
      'not-json': `${Buffer.from('nonsense').toString('base64url')}.${honestClaims}.${honestSignature}`,
      'encrypted-shape': 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA',
      empty: '',
    },
    expired: {
      'an-hour-ago': changed({ iat: now - 7_200, exp: now - 3_600 }),
      'two-minutes-ago': changed({ iat: now - 720, exp: now - 120 }),
      'exp-zero': changed({ exp: 0 }),
      'exp-as-text': changed({ exp: String(now + 600) }),
      'exp-null': changed({ exp: null }),
      'not-before-in-an-hour': changed({ nbf: now + 3_600 }),
    },
    audience: {
      'another-audience': changed({ aud: 'another-api' }),
      'only-others-in-a-list': changed({ aud: ['another-api', 'third-api'] }),
      'audience-with-suffix': changed({ aud: `${aud}x` }),
      'audience-cut': changed({ aud: aud.slice(0, -1) }),
      'empty-audience': changed({ aud: '' }),
    },
    issuer: {
      'another-issuer': changed({ iss: 'https://attacker.example' }),
      'issuer-with-suffix': changed({ iss: `${iss}.attacker.example` }),
      'issuer-cut': changed({ iss: iss.slice(0, -1) }),
      'empty-issuer': changed({ iss: '' }),
    },
    'alg-none': {
      none: unsigned('none'),
      None: unsigned('None'),
      NONE: unsigned('NONE'),
      nOnE: unsigned('nOnE'),
      'none-with-genuine-signature': unsigned('none', honestSignature),
      'no-algorithm': unsigned(undefined),
      'empty-algorithm': unsigned(''),
      'null-algorithm': unsigned(null),
    },
    kid: {
      'kid-path-to-empty-file': withHeader({ kid: '../../../../../../dev/null' }, ''),
      'kid-sql': withHeader({ kid: "' UNION SELECT 'attacker'--" }, 'attacker'),
      'kid-url': withHeader({ kid: 'https://attacker.example/key' }, 'attacker'),
      'own-key-in-jwk': withHeader({ jwk: { kty: 'oct', k: Buffer.from('attacker').toString('base64url') } }, 'attacker'),
      'own-rsa-key-in-jwk': asymmetric('RS256', claims, (data) => sign('sha256', data, rsa.privateKey), {
        jwk: rsa.publicKey.export({ format: 'jwk' }),
      }),
      'own-keys-by-jku': withHeader({ jku: 'https://attacker.example/jwks.json', kid: '1' }, 'attacker'),
      'own-certificate-by-x5u': withHeader({ x5u: 'https://attacker.example/certificate.pem' }, 'attacker'),
    },
    'required-claims': {
      ...Object.fromEntries(requiredClaims(issued).map((name) => [`without-${name}`, changed({ [name]: undefined })])),
      'subject-empty': changed({ sub: '' }),
      'subject-not-an-id': changed({ sub: "' OR 1=1--" }),
      'no-claims-at-all': hmacToken(header, {}, secret),
      'refresh-token-as-access': refreshToken,
      'token-of-another-kind': withHeader({ typ: 'refresh+jwt' }, secret),
      ...('sid' in issued
        ? { 'session-of-other': changed({ sid: decodeToken(otherToken).claims.sid }), 'session-unknown': changed({ sid: randomUUID() }) }
        : {}),
    },
  };
  const listed = Object.entries(tokens).flatMap(([weakness, named]) =>
    Object.entries(named).map(([id, token]): Forgery => ({ id, weakness: weakness as Weakness, authorization: `Bearer ${token}` })),
  );
  return [...listed, { id: 'genuine-token-wrong-scheme', weakness: 'signature', authorization: `Basic ${honestToken}` }];
}

/** Without any of these a token says too little to be trusted; the API's own tokens may name more, and then need them all. */
function requiredClaims(issued: Claims): string[] {
  return [...new Set(['iss', 'aud', 'sub', 'exp', 'iat', ...Object.keys(issued)])];
}

function asymmetric(alg: string, claims: Claims, signer: (data: Buffer) => Buffer, extra: Claims = {}): string {
  const signed = `${toBase64({ alg, typ: 'JWT', ...extra })}.${toBase64(claims)}`;
  return `${signed}.${signer(Buffer.from(signed)).toString('base64url')}`;
}

/** Flips a bit in the first byte: the last character of base64 may hold bits that decode to nothing. */
function flipped(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

function toBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function fromBase64(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;
}

function text(value: unknown): string {
  return Array.isArray(value) ? String(value[0]) : String(value);
}
