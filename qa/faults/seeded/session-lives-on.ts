import type { Fault } from '../fault.ts';

/** The cache of sessions is not told when somebody signs out. */
const fault: Fault = {
  id: 'session-lives-on',
  title: 'Session that goes on after signing out',
  clause: 'SEC-05.sessions',
  reason: /a session went on after its user signed out/,
  edits: [{ file: 'app/domain/sessions/sessions.ts', find: '      await cache.remove({ userId, sessionId });\n', replace: '' }],
};

export default fault;
