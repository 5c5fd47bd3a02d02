import type { Fault } from '../fault.ts';

/** The colour of secondary text is made lighter, as it looks calmer. */
const fault: Fault = {
  id: 'text-too-pale',
  title: 'Secondary text too pale to read',
  clause: 'QA-06.contrast',
  reason: /too little contrast/,
  measured: { above: 0 },
  edits: [
    { file: 'app/web/shared/styles/tokens.css', find: '--ink-soft: light-dark(#46564f,', replace: '--ink-soft: light-dark(#a3b1ab,' },
  ],
  restsOn: ['qa/suites/a11y'],
};

export default fault;
