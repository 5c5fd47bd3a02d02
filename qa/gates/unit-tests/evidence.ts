export { type TestOutcome as UnitTests, TestOutcomeSchema as UnitTestsSchema } from '../../suites/vitest/outcome.ts';
