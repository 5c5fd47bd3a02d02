import type { Fault } from '../fault.ts';

/** The bar is still drawn, but how far it is goes unsaid: the attribute looked like styling. */
const fault: Fault = {
  id: 'progress-for-eyes-only',
  title: 'Progress that no screen reader is told',
  clause: 'QA-06.screen-reader',
  reason: /, by screen reader» failed: .*progressbar/,
  edits: [
    {
      file: 'app/web/shared/ui/progress-bar.tsx',
      find: "      {...(percent !== undefined && { 'aria-valuenow': percent })}\n",
      replace: '',
    },
  ],
  restsOn: ['qa/suites/a11y', 'qa/suites/read-aloud.ts'],
};

export default fault;
