import type { Fault } from '../fault.ts';

/** The limit of sign-ins gets lost when the route is rewritten. */
const fault: Fault = {
  id: 'sign-in-without-limit',
  title: 'Sign-in without its rate limit',
  clause: 'PERF-01.rate-limits',
  reason: /no 429: the limits are off/,
  edits: [
    {
      file: 'app/server/routes/sessions/routes.ts',
      find: "config: { public: true, limit: 'sign-in' },",
      replace: 'config: { public: true },',
    },
  ],
  profile: 'smoke',
};

export default fault;
