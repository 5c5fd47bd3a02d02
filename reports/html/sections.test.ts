import { describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.ts';
import type { Frame } from '../exhibits/cpu-profile.ts';
import { hostileRun } from '../fixtures/hostile.ts';
import { earlyRun, goRun, inconclusiveRun, mergedRun, noGoRun } from '../fixtures/runs.ts';
import { flameGraph } from './flame-graph.ts';
import { renderHtml } from './page.ts';
import { attribute, elements, type PageElement, textOf } from './read-page.ts';

const said = (element: PageElement | undefined) => (element ? textOf(element).replaceAll(/\s+/g, ' ').trim() : undefined);
const withClass = (all: readonly PageElement[], name: string) => all.filter((one) => attribute(one, 'class')?.split(' ').includes(name));
const pageOf = (report: Report) => elements(renderHtml(report));
const section = (report: Report, id: string) => said(pageOf(report).find((one) => attribute(one, 'id') === id));

describe('trend', () => {
  it('has a card for every promise that is measured now and was before, in the unit of now', () => {
    const run = noGoRun();
    const all = pageOf(run);
    const measured = run.criteria.flatMap(({ clauses }) => clauses).filter(({ measured }) => measured);
    expect(withClass(all, 'trend-card')).toHaveLength(measured.length);
    for (const past of run.history?.runs ?? []) for (const value of Object.values(past.values)) value.unit = 'parsecs';
    expect(withClass(pageOf(run), 'trend-card')).toEqual([]);
  });

  it('says which way is better by the clause’s direction', () => {
    const cards = withClass(pageOf(noGoRun()), 'trend-card').map(said);
    expect(cards.find((card) => card?.includes('PERF-02.list'))).toMatch(/↑ \d+ % worse than the run before; .* in 15 runs/);
    expect(cards.find((card) => card?.includes('PERF-05.headroom'))).toMatch(/↓ \d+ % worse/);
    expect(cards.find((card) => card?.includes('QA-07.backend-lines'))).toMatch(/↓ [\d.]+ % worse|↑ [\d.]+ % better/);
    expect(cards.find((card) => card?.includes('SEC-05.documents'))).toMatch(/the same in all 15 runs/);
  });

  it('draws where a level changed for good, and says with which run', () => {
    const all = pageOf(noGoRun());
    const changed = withClass(all, 'trend-card')
      .map(said)
      .filter((card) => card?.includes('Level changed'));
    expect(changed).toEqual([expect.stringMatching(/PERF-02\.list.*Level changed from [\d.]+\ss to [\d.]+\ss with the run of .*2026/s)]);
    expect(withClass(all, 'step').map(({ tagName }) => tagName)).toEqual(['line', 'p']);
  });

  it('shows the verdict of every run, this one last', () => {
    const strip = withClass(pageOf(noGoRun()), 'verdicts')[0];
    expect(said(strip)?.match(/NO-GO|INCONCLUSIVE|GO/g)).toEqual([
      ...Array(4).fill('INCONCLUSIVE'),
      ...['GO', 'GO', 'GO', 'NO-GO', 'GO', 'GO', 'GO', 'NO-GO', 'NO-GO', 'NO-GO', 'NO-GO'],
    ]);
    expect(said(strip)).toMatch(/this run$/);
  });
});

describe('since the last GO', () => {
  it('tells the worst first', () => {
    const words = section(noGoRun(), 'changes')?.match(/Worse|Slower|Gone|New|Faster|Better/g);
    expect(words).toEqual(['Worse', 'Worse', 'Slower', 'Gone', 'New', 'Faster']);
  });

  it('says that nothing can be told without a history or without a GO', () => {
    expect(section(earlyRun(), 'changes')).toContain('No history was kept');
    expect(section(earlyRun(), 'trend')).toContain('No history was kept');
    expect(section(inconclusiveRun(), 'changes')).toContain('There has been no GO of the candidate stage yet');
    expect(section(inconclusiveRun(), 'trend')).toContain('No whole run of the candidate stage came before this one');
  });
});

describe('first screen', () => {
  it('tells a long reason in short; all of it stands below', () => {
    const run = noGoRun();
    const clause = run.criteria.flatMap(({ clauses }) => clauses).find(({ verdict }) => verdict === 'FAIL');
    if (!clause) throw new Error('nothing fails in the sample');
    clause.reason = `${'locator and so on '.repeat(20)}not found`;
    const all = pageOf(run);
    const told = withClass(all, 'failures').map(said).join();
    expect(told).toMatch(/locator and so …/);
    expect(told).not.toContain('not found');
    expect(section(run, 'attention')).toContain(clause.reason);
  });
});

describe('timeline', () => {
  it('singles out no gate when all of them are on the critical path', () => {
    const run = noGoRun();
    const all = pageOf({ ...run, ...(run.plan && { plan: { ...run.plan, criticalPath: run.gates.map(({ id }) => id) } }) });
    expect(withClass(all, 'pace')).toHaveLength(1);
    expect([...withClass(all, 'critical-path'), ...withClass(all, 'bar-critical'), ...withClass(all, 'critical')]).toEqual([]);
  });

  it('names the critical path, and what each gate waited for', () => {
    const all = pageOf(noGoRun());
    expect(said(withClass(all, 'pace')[0])).toContain('1.06 × its critical path: 7 min 11 s against 6 min 47 s');
    expect(withClass(all, 'critical-path').map((list) => list.childNodes.length)).toEqual([noGoRun().plan?.criticalPath.length]);
    expect(withClass(all, 'bar-critical')).toHaveLength((noGoRun().plan?.criticalPath.length ?? 0) - 1);
    expect(said(withClass(all, 'waited').at(-1))).toBe('waited for layout-fidelity 3 min 07 s, a quiet machine 9.0 s');
  });

  it('tells the longest waits, and the others in sum', () => {
    const run = noGoRun();
    const last = run.gates.at(-1);
    const toldWith = (waits: number) => {
      const waited = Array.from({ length: waits }, (_, index) => ({ on: `gate-${index}`, ms: 10_000 - 1000 * index }));
      return said(withClass(pageOf({ ...run, gates: last ? [{ ...last, waited }] : [] }), 'waited')[0]);
    };
    expect(toldWith(4)).toBe('waited for gate-0 10.0 s, gate-1 9.0 s, gate-2 8.0 s, gate-3 7.0 s');
    expect(toldWith(6)).toBe('waited for gate-0 10.0 s, gate-1 9.0 s, gate-2 8.0 s, and 3 others 18.0 s');
  });

  it('says less of a run that recorded less', () => {
    const all = pageOf(earlyRun());
    expect([...withClass(all, 'pace'), ...withClass(all, 'waited'), ...withClass(all, 'critical')]).toEqual([]);
  });

  it('names the shard of each gate of a merged run', () => {
    expect(section(mergedRun(), 'timeline')).toContain('shard 2/2');
  });
});

describe('what people vouch for', () => {
  it('says who signed, until when, and what does not count', () => {
    const text = section(goRun(), 'waivers');
    expect(text).toContain('H. Sato 19 Nov 2026commit 4be1f0c2a77d, this one 19 Dec 2026 yes');
    expect(text).toContain('2 Oct 2026commit 9d1c5a07fe2b, another one 2 Nov 2026 no');
    expect(section(noGoRun(), 'waivers')).toMatch(/issue #412 R\. OkaforM\. Lindqvist 1 Dec 2026/);
    expect(section(noGoRun(), 'waivers')).toMatch(/nobody is named 14 Nov 2026not applied/);
  });

  it('says whether the run is signed', () => {
    const facts = (report: Report) => said(withClass(pageOf(report), 'facts')[0]);
    expect(facts(goRun())).toContain('Signedby key release-2026');
    expect(facts(noGoRun())).toContain('Signedno');
    expect(facts(earlyRun())).toContain('Signednot recorded');
  });
});

describe('faults', () => {
  it('lists those that prove nothing apart from those that do', () => {
    const [weak, strong] = withClass(pageOf(noGoRun()), 'faults');
    expect(said(weak)).toMatch(/SEC-15\.advisories.*Stale.*last 18 Nov 2026/);
    expect(said(strong)?.match(/Proven18 Nov 2026/g)).toHaveLength(214);
  });
});

it('draws no figure that is none, whatever the values', () => {
  for (const element of pageOf(hostileRun()))
    for (const { name, value } of element.attrs)
      if (/^(x|y|x1|x2|y1|y2|cx|cy|width|height|points)$/.test(name)) expect(value).not.toMatch(/NaN|Infinity|e\+/);
});

it('bounds a flame graph, however large the profile', () => {
  const leaf = (totalMs: number): Frame => ({ name: 'f', where: '', origin: 'own', totalMs, selfMs: totalMs, children: [] });
  const wide = (children: readonly Frame[]): Frame => ({ ...leaf(children.reduce((sum, { totalMs }) => sum + totalMs, 0)), children });
  const deep = Array.from({ length: 50 }).reduce<Frame>(
    (below) => wide(Array.from({ length: 2 }, () => below)),
    wide(Array.from({ length: 400 }, () => leaf(1))),
  );
  const text = flameGraph('x', { root: deep, idleMs: 0, samples: 1, hottest: [] }).text;
  expect(text.match(/<rect/g)?.length).toBeLessThanOrEqual(700);
  expect(text.match(/<rect/g)?.length).toBeGreaterThan(100);
});
