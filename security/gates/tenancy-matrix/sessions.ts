import { randomBytes } from 'node:crypto';
import type { HttpClient } from '../../material/http-client.ts';
import { refresh, signIn } from '../../material/sign-in.ts';
import type { TenancyEvidence } from './evidence.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
  readonly userId: string;
}

/** Addresses of their own, so that the limit on signing in stays with this gate. */
const OWNER_ADDRESS = '127.0.5.1';
const OTHER_ADDRESS = '127.0.5.2';

/** Two users with a session each; one signs out. Only his own session may notice. */
export async function trySessions(
  client: HttpClient,
  apiUrl: string,
  owner: Account,
  other: Account,
): Promise<TenancyEvidence['sessions']> {
  const owners = await signIn(client, { ...owner, apiUrl, from: OWNER_ADDRESS });
  const others = await signIn(client, { ...other, apiUrl, from: OTHER_ADDRESS });
  const renewed = await refresh(client, apiUrl, others.refreshToken);
  const statusOfMe = async (accessToken: string): Promise<number> =>
    (await client.send({ method: 'GET', url: `${apiUrl}/me`, headers: { authorization: `Bearer ${accessToken}` } })).status;
  if (!renewed) throw new Error('a fresh session could not be renewed');
  const before = await statusOfMe(renewed.accessToken);
  const signedOut = await client.send({
    method: 'DELETE',
    url: `${apiUrl}/sessions/current`,
    headers: { authorization: `Bearer ${renewed.accessToken}` },
  });
  if (signedOut.status !== 204) throw new Error(`signing out answered ${signedOut.status || signedOut.error}, not 204`);
  // The access token first, which must end at once: trying to refresh an ended session would make the API forget it.
  const after = await statusOfMe(renewed.accessToken);
  const afterwards = await refresh(client, apiUrl, renewed.refreshToken);
  const status = await statusOfMe(owners.accessToken);
  const ownersRenewed = await refresh(client, apiUrl, owners.refreshToken);
  const madeUp = await refresh(client, apiUrl, randomBytes(32).toString('base64url'));
  return {
    otherBefore: before === 200,
    otherAfter: afterwards !== null || after === 200,
    ownerAccess: status,
    ownerRefreshed: ownersRenewed !== null,
    madeUpRefused: madeUp === null,
    belongsToAsker: renewed.userId === other.userId && (ownersRenewed?.userId ?? owner.userId) === owner.userId,
  };
}
