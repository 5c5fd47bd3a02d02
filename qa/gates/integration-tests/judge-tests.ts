/** One rule for tests of every kind; it lives with the gate that needs nothing else. */
export { judgeTests } from '../unit-tests/judge-tests.ts';
