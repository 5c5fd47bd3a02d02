import { defineConfig } from 'vitest/config';

/** vitest's own second is too short for what a busy machine still does in time; nobody waits longer for what is there. */
const patient = { poll: { timeout: 15_000 } };
const ignored = ['**/node_modules/**', '**/dist/**', '**/cdk.out/**', '.local/**', 'reports/out/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,infra,qa,load,security,reports}/**/*.test.ts'],
          exclude: [...ignored, '**/*.{integration,system}.test.ts', 'app/web/**', 'infra/**'],
          testTimeout: 20_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['infra/**/*.test.ts'],
          exclude: ignored,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: patient,
        },
      },
      {
        extends: './app/web/vite.config.ts',
        test: {
          name: 'web',
          root: './app/web',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ignored,
          environment: 'jsdom',
          setupFiles: ['./shared/test-setup.ts'],
          testTimeout: 20_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{app,qa,load,security,reports}/**/*.integration.test.ts'],
          exclude: ignored,
          globalSetup: ['./qa/suites/integration/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'system',
          include: ['{app,qa,load,security,reports}/**/*.system.test.ts'],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
