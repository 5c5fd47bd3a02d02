import type { Fault } from '../fault.ts';

/** The issuer is no longer asked for. */
const fault: Fault = {
  id: 'issuer-not-checked',
  title: 'Tokens of any issuer accepted',
  clause: 'SEC-02.issuer',
  reason: /answered 2\d\d to \S*issuer/,
  edits: [{ file: 'app/domain/sessions/access-tokens.ts', find: '          issuer,\n          audience', replace: '          audience' }],
};

export default fault;
