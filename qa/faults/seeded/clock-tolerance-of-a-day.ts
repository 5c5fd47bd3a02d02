import type { Fault } from '../fault.ts';

/** A tolerance against clocks that differ is set far too wide. */
const fault: Fault = {
  id: 'clock-tolerance-of-a-day',
  title: 'Access tokens accepted for a day after they ended',
  clause: 'SEC-02.expired',
  reason: /answered 2\d\d to (an-hour|two-minutes)-ago/,
  edits: [
    {
      file: 'app/domain/sessions/access-tokens.ts',
      find: "          typ: 'JWT',\n",
      replace: "          typ: 'JWT',\n          clockTolerance: '1 day',\n",
    },
  ],
};

export default fault;
