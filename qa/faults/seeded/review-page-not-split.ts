import type { Fault } from '../fault.ts';

/** The review page is imported directly, because an editor did so by itself. */
const fault: Fault = {
  id: 'review-page-not-split',
  title: 'Review page loaded with the first page',
  clause: 'PERF-06.code-split',
  reason: /the page documents\/:documentId has no chunk of its own/,
  edits: [
    {
      file: 'app/web/routes/router.tsx',
      find: 'import { PageSkeleton }',
      replace: "import { ReviewPage } from './review-page.tsx';\nimport { PageSkeleton }",
    },
    {
      file: 'app/web/routes/router.tsx',
      find: "lazy: async () => ({ Component: (await import('./review-page.tsx')).ReviewPage }) }",
      replace: 'Component: ReviewPage }',
    },
  ],
};

export default fault;
