import { defineConfig, devices } from '@playwright/test';
import { locateChromium } from '../../setup/locate.mjs';

const chromium = process.env.TRANSKEEP_CHROMIUM ?? locateChromium();
const isRoot = process.getuid?.() === 0;

/**
 * One configuration for all browser suites. Settings come by environment: TRANSKEEP_STACK_FILE says which system to
 * test (default: the newest `npm start`), TRANSKEEP_CHROMIUM which browser. Nothing is ever downloaded.
 */
export default defineConfig({
  testDir: '..',
  fullyParallel: true,
  workers: 2,
  // To tell a flaky test from a broken one. It hides nothing: QA-08 fails by the name of what passed only then.
  retries: 1,
  // Enough to know that it is broken; waiting for every test to time out twice would only reach the gate's own limit, and decide nothing.
  maxFailures: 3,
  forbidOnly: true,
  // Bounds for what hangs, not for what is slow: time is judged by the load gate, on a machine that does nothing else.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  outputDir: '../../../.local/playwright',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // The stack's own local authority signs its certificate; the gate edge-tls checks that certificate.
    ignoreHTTPSErrors: true,
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      // Chromium's sandbox does not start as root, and containers give it little shared memory.
      args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
    },
  },
  projects: [
    { name: 'e2e', testMatch: 'e2e/*.spec.ts' },
    { name: 'a11y', testMatch: 'a11y/*.spec.ts' },
    // Static pages: a failure is recorded when it is tried again, and recording all of them would cost a quarter of the time.
    { name: 'report-page', testMatch: 'report-page/*.spec.ts', use: { trace: 'on-first-retry' } },
  ],
});
