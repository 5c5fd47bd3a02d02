import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Report } from './contract/index.ts';
import { hostileRun } from './fixtures/hostile.ts';
import { cappedRun, goRun, noGoRun, SAMPLE_RUNS } from './fixtures/runs.ts';
import { renderJunit } from './junit.ts';

interface Case {
  readonly name: string;
  readonly failure?: { readonly message: string };
  readonly error?: { readonly message: string };
  readonly skipped?: { readonly message: string };
}
interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly testcase: readonly Case[];
}

function read(report: Report): { totals: Suite; suites: readonly Suite[]; cases: readonly Case[] } {
  const text = renderJunit(report);
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: true,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const { testsuites } = parser.parse(text);
  const suites: Suite[] = testsuites.testsuite;
  return { totals: testsuites, suites, cases: suites.flatMap((suite) => suite.testcase) };
}

/** What the schema of Jenkins' xUnit plugin (junit-10.xsd) allows, of what we use. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'time', 'tests', 'failures', 'errors'],
  testsuite: ['name', 'tests', 'failures', 'errors', 'time', 'skipped', 'timestamp'],
  testcase: ['name', 'time', 'classname'],
  failure: ['type', 'message'],
  error: ['type', 'message'],
  skipped: ['type', 'message'],
  properties: [],
  property: ['name', 'value'],
};

const caseOf = (cases: readonly Case[], id: string) => cases.find((one) => one.name.startsWith(`${id} `));

describe.each(Object.entries(SAMPLE_RUNS))('%s', (_, make) => {
  it('counts what it lists', () => {
    const { totals, suites, cases } = read(make());
    expect(suites).toHaveLength(65);
    for (const suite of [...suites, { ...totals, testcase: cases }]) {
      expect(suite.tests).toBe(suite.testcase.length);
      expect(suite.failures).toBe(suite.testcase.filter((one) => one.failure).length);
      expect(suite.errors).toBe(suite.testcase.filter((one) => one.error).length);
    }
    for (const suite of suites) expect(suite.skipped).toBe(suite.testcase.filter((one) => one.skipped).length);
  });

  it('has no element and no attribute that Jenkins would refuse', () => {
    const tags = [...renderJunit(make()).matchAll(/<([a-z]+)((?: [a-z]+="[^"]*")*)\/?>/g)];
    expect(tags.length).toBeGreaterThan(100);
    const strange = tags.flatMap(([, element = '', attributes = '']) =>
      [...attributes.matchAll(/ ([a-z]+)=/g)]
        .filter(([, name = '']) => !ALLOWED[element]?.includes(name))
        .map(([, name]) => `${element} ${name}`),
    );
    expect(strange).toEqual([]);
    expect(tags.filter(([, element = '']) => !(element in ALLOWED))).toEqual([]);
  });

  it('is red in a CI viewer unless the run is GO', () => {
    const report = make();
    const { totals } = read(report);
    expect(totals.failures + totals.errors > 0).toBe(report.verdict !== 'GO');
  });
});

describe('mapping', () => {
  it('makes FAIL a failure, INCONCLUSIVE an error, WAIVED skipped with its reason', () => {
    const { cases } = read(noGoRun());
    expect(caseOf(cases, 'PERF-02.list')?.failure?.message).toBe('FAIL: p95 is 2.31 s: the whole interval lies above 2 s');
    expect(caseOf(cases, 'PERF-02.upload')?.error?.message).toMatch(/^INCONCLUSIVE: /);
    expect(caseOf(cases, 'PERF-05.headroom')?.skipped?.message).toBe('WAIVED: breaks at 180 users (was FAIL)');
    expect(caseOf(cases, 'PERF-02.status')).toEqual(expect.not.objectContaining({ failure: expect.anything() }));
  });

  it('says why a run is held back although every clause passes', () => {
    const { cases } = read(cappedRun());
    expect(cases.filter((one) => one.error).map((one) => one.name)).toEqual(['Verdict of the run']);
    expect(read(goRun()).cases.filter((one) => one.error || one.failure)).toEqual([]);
  });
});

it('stays well-formed whatever the texts hold', () => {
  const { cases } = read(hostileRun());
  expect(cases).toHaveLength(read(noGoRun()).cases.length);
});
