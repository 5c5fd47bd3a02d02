export { type TestOutcome as IntegrationTests, TestOutcomeSchema as IntegrationTestsSchema } from '../../suites/vitest/outcome.ts';
