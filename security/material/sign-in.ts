import type { HttpClient } from './http-client.ts';

export interface Session {
  readonly accessToken: string;
  /** Value of the refresh cookie. */
  readonly refreshToken: string;
  readonly userId: string;
}

const COOKIE = 'tk_refresh';

/** A session of its own for a user, from an address of its own: the tokens of the stack’s file stay usable for others. Throws when refused. */
export async function signIn(
  client: HttpClient,
  target: { readonly apiUrl: string; readonly email: string; readonly password: string; readonly from?: string },
): Promise<Session> {
  const answer = await client.send({
    method: 'POST',
    url: `${target.apiUrl}/sessions`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: target.email, password: target.password }),
    ...(target.from === undefined ? {} : { from: target.from }),
  });
  if (answer.status !== 201) throw new Error(`signing in answered ${answer.status || answer.error}, not 201`);
  return readSession(answer);
}

/** A new pair of tokens for a refresh token; `null` when it is refused. */
export async function refresh(client: HttpClient, apiUrl: string, refreshToken: string): Promise<Session | null> {
  const answer = await client.send({ method: 'POST', url: `${apiUrl}/sessions/refresh`, headers: { cookie: `${COOKIE}=${refreshToken}` } });
  if (answer.status === 401) return null;
  if (answer.status !== 200) throw new Error(`refreshing answered ${answer.status || answer.error}, neither 200 nor 401`);
  return readSession(answer);
}

function readSession({ headers, body }: { headers: { 'set-cookie'?: string[] | undefined }; body: Buffer }): Session {
  const { accessToken, user } = JSON.parse(body.toString()) as { accessToken: string; user: { id: string } };
  const cookie = headers['set-cookie']?.find((line) => line.startsWith(`${COOKIE}=`));
  const refreshToken = cookie?.slice(COOKIE.length + 1).split(';')[0];
  if (!refreshToken) throw new Error('the API set no refresh cookie');
  return { accessToken, refreshToken, userId: user.id };
}
