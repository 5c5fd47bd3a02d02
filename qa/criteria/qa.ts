import type { Criterion, Threshold } from '@transkeep/reports/contract/index.ts';
import { criterion } from './define.ts';

const CANDIDATE = ['candidate'] as const;
const LAUNCH = ['launch'] as const;
const BOTH = ['candidate', 'launch'] as const;

/** Documents of the fidelity corpus that must be there: fewer cannot speak for the layouts people upload. */
const documents = 60;
/** Of them: that can be translated, that have links or an outline, that have fields, annotations, labels or attachments. */
const translated = 40;
const linked = 10;
const interactive = 5;

const noFailure = {
  threshold: { text: '0 failed of all declared', limit: 0, unit: 'failed', minSamples: 1 },
  gate: 'integration-tests',
} as const;

const fidelity = (text: string, threshold: Threshold) => ({ text, threshold, gate: 'layout-fidelity' });

const realDevice = (device: string) => ({
  text: `A person took the journeys on a real ${device}`,
  threshold: `attested for this commit, with ${device} and system named`,
  stages: LAUNCH,
  attested: true as const,
});

/** Quality assurance. */
export const qa: readonly Criterion[] = [
  criterion('QA-01', {
    title: 'Unit tests pass',
    why: 'A rule that breaks in isolation breaks for everyone; it is the cheapest place to find out.',
    howToFix:
      'The evidence names the failing tests: `npx vitest run --project unit FILE` repeats one. Zero tests found means that the runner, not the code, broke.',
    owner: 'quality',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      'unit-tests': {
        text: 'Every unit test that is declared (backend, web, infra, harness) ran and passed',
        threshold: { text: '0 failed of all declared', limit: 0, unit: 'failed', minSamples: 1 },
        gate: 'unit-tests',
      },
    },
  }),
  criterion('QA-02', {
    title: 'Integration tests pass on real PostgreSQL, Redis and object storage',
    why: 'Doubles agree with whoever wrote them; row security, expiry and signatures exist only in the real servers.',
    howToFix: 'The evidence names the failing tests and which servers ran: `npx vitest run --project integration FILE` repeats one.',
    owner: 'quality',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      api: { text: 'API over HTTP', ...noFailure },
      database: { text: 'PostgreSQL: migrations, repositories, row security', ...noFailure },
      redis: { text: 'Redis: queue and cache', ...noFailure },
      'object-storage': { text: 'Object storage: put, get, stream, delete, refusals', ...noFailure },
      other: { text: 'Every other integration test: translation, the system’s start, the report in a browser', ...noFailure },
    },
  }),
  criterion('QA-03', {
    title: 'Whole journeys work in a real browser',
    why: 'Parts that pass alone can still not add up to a translated document in a person’s hands.',
    howToFix: 'Open the trace and screenshots in the evidence: they show the step, the page and the network at the moment it stopped.',
    owner: 'web',
    severity: 'M',
    stages: BOTH,
    clauses: {
      'upload-review-download': {
        text: 'A real PDF goes through upload, review and download',
        threshold: 'every declared test passes',
        gate: 'e2e-chromium',
      },
      authentication: {
        text: 'Sign in, stay signed in, sign out; strangers are kept out',
        threshold: 'every declared test passes',
        gate: 'e2e-chromium',
      },
      tone: {
        text: 'A chosen tone changes the translation that is downloaded',
        threshold: 'every declared test passes',
        gate: 'e2e-chromium',
      },
    },
  }),
  criterion('QA-04', {
    title: 'Works across browsers',
    why: 'Beta users bring their own browser; a feature missing in one of them is an outage for those who use it.',
    howToFix: 'Run the failing flow in that browser alone and compare it with Chromium’s trace.',
    owner: 'web',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      chrome: { text: 'The journeys work in Chrome', threshold: 'every flow passes' },
      edge: { text: 'The journeys work in Edge', threshold: 'every flow passes' },
      firefox: { text: 'The journeys work in Firefox', threshold: 'every flow passes' },
      safari: { text: 'The journeys work in Safari’s engine (WebKit)', threshold: 'every flow passes' },
    },
  }),
  criterion('QA-05', {
    title: 'Works on phones and tablets',
    why: 'Invitations are opened on phones; a page that scrolls sideways or cannot be tapped loses them there.',
    howToFix: 'Open the screenshot of the device in the evidence; wide elements and small targets are named by selector.',
    owner: 'web',
    severity: 'M',
    stages: BOTH,
    clauses: {
      iphone: { text: 'The journeys work at an iPhone’s size', threshold: 'every flow passes', stages: CANDIDATE },
      android: { text: 'The journeys work at an Android phone’s size', threshold: 'every flow passes', stages: CANDIDATE },
      ipad: { text: 'The journeys work at an iPad’s size', threshold: 'every flow passes', stages: CANDIDATE },
      responsive: { text: 'Pages rearrange for each device', threshold: 'every page on every device', stages: CANDIDATE },
      'no-horizontal-scroll': {
        text: 'No page scrolls sideways on any device',
        threshold: { text: '0 px wider than the screen', limit: 0, unit: 'px' },
        stages: CANDIDATE,
      },
      'touch-targets': {
        text: 'Every control is large enough for a finger, or far enough from the next',
        threshold: { text: '≥ 24 CSS px', limit: 24, unit: 'px' },
        stages: CANDIDATE,
      },
      'real-iphone': realDevice('iPhone'),
      'real-android': realDevice('Android phone'),
      'real-ipad': realDevice('iPad'),
    },
  }),
  criterion('QA-06', {
    title: 'Accessible: WCAG 2.1 AA',
    why: 'Who cannot use a mouse or see the screen has documents to translate too, and in many places the law says so.',
    howToFix: 'Each finding names rule, page, state and element; the rule’s help page says what to change.',
    owner: 'web',
    severity: 'M',
    stages: BOTH,
    clauses: {
      axe: {
        text: 'axe finds nothing on every page in every state',
        threshold: { text: '0 violations of WCAG 2.1 A and AA', limit: 0, unit: 'violations', minSamples: 1 },
        gate: 'axe',
      },
      contrast: {
        text: 'Text stands out from its ground on every page, light and dark',
        threshold: { text: '0 places below 4.5 : 1 (large text 3 : 1)', limit: 0, unit: 'violations', minSamples: 1 },
        gate: 'axe',
      },
      keyboard: {
        text: 'The journeys can be taken by keyboard alone, with visible focus and no trap',
        threshold: 'every journey',
        gate: 'axe',
      },
      'screen-reader': {
        text: 'A screen reader is told name, role, state and progress in reading order',
        threshold: 'every journey',
        gate: 'axe',
      },
      report: {
        text: 'The readiness report itself is accessible: axe, keyboard, screen reader',
        threshold: { text: '0 findings in every look of every sample', limit: 0, unit: 'findings', minSamples: 1 },
        gate: 'report-page',
        stages: CANDIDATE,
      },
      'user-session': {
        text: 'A person who uses a screen reader took the journeys',
        threshold: 'attested for this commit, with reader and browser named',
        stages: LAUNCH,
        attested: true,
      },
    },
  }),
  criterion('QA-07', {
    title: 'Tests cover the code that matters',
    why: 'Code that no test runs is released untried.',
    howToFix:
      'The coverage report in the evidence marks the lines; critical files are listed in qa/gates/coverage/critical-files.json. Tests that were taken away are said in tests-at-last-go.json beside it, which is raised after a GO.',
    owner: 'quality',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      'backend-lines': {
        text: 'Lines of the backend that tests run',
        threshold: { text: '> 80 % of lines', limit: 80, unit: '%', minSamples: 1 },
        gate: 'coverage',
      },
      'frontend-lines': {
        text: 'Lines of the web app that tests run',
        threshold: { text: '> 70 % of lines', limit: 70, unit: '%', minSamples: 1 },
        gate: 'coverage',
      },
      'critical-files': {
        text: 'The files of critical flows, by name, are covered whole: lines and branches',
        threshold: { text: '100 % of lines and branches', limit: 100, unit: '%', minSamples: 1, direction: 'at-least' },
        gate: 'coverage',
      },
      'skipped-tests': {
        text: 'No test is skipped (a waiver may cover it, with owner and expiry)',
        threshold: { text: '0 skipped', limit: 0, unit: 'skipped', minSamples: 1 },
        gate: 'coverage',
      },
      'fewer-tests': {
        text: 'Tests that are fewer than at the last GO are said, by number',
        threshold: 'compared with the last GO',
        gate: 'coverage',
      },
    },
  }),
  criterion('QA-08', {
    title: 'No flaky test',
    why: 'A test that passes on the second try hides the failure that users meet on their first.',
    howToFix:
      'Reproduce with the recorded seed and order; wait for a condition instead of a time; until repaired, quarantine by waiver with expiry.',
    owner: 'quality',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      'retries-recorded': {
        text: 'Every retry is an outcome of its own in the evidence',
        threshold: 'attempts = outcomes',
        gate: 'flaky-tests',
      },
      'no-pass-on-retry': {
        text: 'No test passed only on a retry',
        threshold: { text: '0 tests', limit: 0, unit: 'tests', minSamples: 1 },
        gate: 'flaky-tests',
      },
    },
  }),
  criterion('QA-09', {
    title: 'No open critical bug',
    why: 'Known and released is worse than unknown.',
    howToFix: 'Close the bug with its test, or correct its severity in the declared list with a reason.',
    owner: 'quality',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      'zero-critical': { text: 'No critical bug is open', threshold: { text: '0 open', limit: 0, unit: 'bugs' } },
      declared: { text: 'The list is declared: every bug with its owner and state', threshold: 'every entry complete' },
      reviewed: { text: 'The list was reviewed lately', threshold: { text: '≤ 30 days ago', limit: 30, unit: 'days' } },
    },
  }),
  criterion('QA-10', {
    title: 'Translated PDFs keep their layout',
    why: 'It is what TransKeep promises and others do not.',
    howToFix: 'The evidence has both pages as pictures with the boxes drawn, worst document first.',
    owner: 'layout',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      answers: fidelity('Every document of the corpus gets its right answer: translated, kept as it is, or refused by the right code', {
        text: '0 wrong',
        limit: 0,
        unit: 'runs',
        minSamples: documents,
      }),
      opens: fidelity('Every output opens in PDFium and is clean for qpdf; pdf.js and Poppler read it for the other clauses', {
        text: '0 complaints',
        limit: 0,
        unit: 'runs',
        minSamples: documents,
      }),
      background: fidelity('Pixels outside the text boxes stay as they were, on the worst page of the worst document', {
        text: '≥ 99.9 % unchanged',
        limit: 0.999,
        unit: 'share',
        minSamples: documents,
      }),
      'block-iou': fidelity('Blocks stay in place: median overlap of old and new ink box, in the worst document', {
        text: '≥ 0.95',
        limit: 0.95,
        unit: 'IoU',
        minSamples: documents,
      }),
      'word-recall': fidelity('Words written can be read out of the output again, in sum and in every document', {
        text: '≥ 99.8 %',
        limit: 0.998,
        unit: 'share',
        minSamples: translated,
      }),
      overflow: fidelity('Blocks whose text leaves its place by more than 2 pt, in sum and in every document (one block excepted)', {
        text: '≤ 0.5 %',
        limit: 0.005,
        unit: 'share',
        minSamples: translated,
      }),
      'new-overlap': fidelity('Blocks that touch another they did not touch before, in sum and in every document (one block excepted)', {
        text: '≤ 0.5 %',
        limit: 0.005,
        unit: 'share',
        minSamples: translated,
      }),
      'font-size': fidelity('Blocks that keep at least 90 % of their font size, in sum and in every document (one block excepted)', {
        text: '≥ 92 % of blocks',
        limit: 0.92,
        unit: 'share',
        minSamples: translated,
      }),
      'links-outline': fidelity('Links and outline entries are all there, with the same targets', {
        text: '100 %',
        limit: 1,
        unit: 'share',
        minSamples: linked,
        direction: 'at-least',
      }),
      interactive: fidelity('Form fields with their values, annotations, page labels and attachments are all there', {
        text: '100 %',
        limit: 1,
        unit: 'share',
        minSamples: interactive,
        direction: 'at-least',
      }),
      'residual-source': fidelity('Nothing of the source text stays inside the translated file', {
        text: '0 % of source words',
        limit: 0,
        unit: 'share',
        minSamples: translated,
      }),
    },
  }),
];
