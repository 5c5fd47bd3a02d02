import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** vitest's own second is too short for what a busy machine still does in time; nobody waits longer for what is there. */
const patient = { poll: { timeout: 15_000 } };
/**
 * The files of a worker share modules and environment: loading them anew for each file cost more than most tests. So no module mocks
 * (`vi.mock`) without `vi.resetModules()` around them, and what a test changes outside of itself it puts back.
 * vitest alone would leave one core to itself, but its own process mostly waits.
 */
const sharedWorkers = { isolate: false, maxWorkers: availableParallelism() };
/** One file after another, after those that may run side by side: servers are shared, and some tests take one away. */
const oneAfterAnother = { maxWorkers: 1, sequence: { groupOrder: 1 } };
const ignored = ['**/node_modules/**', '**/dist/**', '**/cdk.out/**', '.local/**', 'reports/out/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,infra,qa,load,security,reports}/**/*.test.ts'],
          exclude: [...ignored, '**/*.{integration,system}.test.ts', 'app/web/**', 'infra/**'],
          ...sharedWorkers,
          testTimeout: 20_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'infra',
          ...sharedWorkers,
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
          ...sharedWorkers,
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
          isolate: false,
          ...oneAfterAnother,
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
          ...oneAfterAnother,
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
