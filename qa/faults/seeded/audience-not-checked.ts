import type { Fault } from '../fault.ts';

/** The audience is no longer asked for: a token of any service of the same issuer opens the API. */
const fault: Fault = {
  id: 'audience-not-checked',
  title: 'Tokens of other services accepted',
  clause: 'SEC-02.audience',
  reason: /answered 2\d\d to another-audience/,
  edits: [{ file: 'app/domain/sessions/access-tokens.ts', find: '          audience: ACCESS_TOKEN_AUDIENCE,\n', replace: '' }],
};

export default fault;
