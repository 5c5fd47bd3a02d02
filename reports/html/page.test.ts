import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.ts';
import { hostileRun, PAYLOADS } from '../fixtures/hostile.ts';
import { goRun, noGoRun, SAMPLE_RUNS } from '../fixtures/runs.ts';
import { escapeHtml } from './escape.ts';
import { renderHtml } from './page.ts';

const NOTHING = { sizes: new Map<string, number>(), pictures: [], profiles: [] };

type Element = DefaultTreeAdapterMap['element'];
type Parent = DefaultTreeAdapterMap['parentNode'];

/** Every element as a browser's parser sees it. */
function elements(page: string): Element[] {
  const found: Element[] = [];
  const visit = (parent: Parent) => {
    for (const child of parent.childNodes) {
      if (!defaultTreeAdapter.isElementNode(child)) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(parse(page, { onParseError: (error) => expect(error.code, 'the page is valid HTML').toBe('') }));
  return found;
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;
const textOf = (node: Parent): string =>
  node.childNodes
    .map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join('');

describe.each(Object.entries(SAMPLE_RUNS))('%s', (_, make) => {
  const report = make();
  const page = renderHtml(report);
  const all = elements(page);

  it('shows the verdict in its only main heading, and every criterion once', () => {
    const headings = all.filter((element) => element.tagName === 'h1');
    expect(headings.map(textOf)).toEqual([`Verdict: ${report.verdict}`]);
    const rows = all.filter((element) => attribute(element, 'class')?.startsWith('criterion '));
    expect(rows.map((row) => attribute(row, 'id'))).toEqual(expect.arrayContaining(report.criteria.map((criterion) => criterion.id)));
    expect(rows).toHaveLength(64);
  });

  it('has unique ids, and every link inside the page lands', () => {
    const ids = all.map((element) => attribute(element, 'id')).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    const links = all.map((element) => attribute(element, 'href')).filter((href) => href?.startsWith('#'));
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(ids).toContain(link?.slice(1));
  });

  it('says each cap', () => {
    const said = textOf(all[0] as Element);
    for (const cap of report.caps) expect(said).toContain(cap);
    if (!report.complete) expect(said).toContain('not complete');
  });

  it('needs no network and stays below 5 MB', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
    for (const element of all) {
      expect(attribute(element, 'src')).toBeUndefined();
      expect(attribute(element, 'style')).toBeUndefined();
      expect(attribute(element, 'href') ?? '').not.toMatch(/^(\w+:|\/)/);
      expect(element.tagName).not.toMatch(/^(img|iframe|object|embed|link|base)$/);
    }
  });
});

describe('policy', () => {
  it('lets run exactly the style sheet and the script of the page', () => {
    const all = elements(renderHtml(goRun()));
    const policy = all
      .map((element) => (attribute(element, 'http-equiv') ? attribute(element, 'content') : undefined))
      .find((content) => content !== undefined);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain('unsafe');
    for (const tag of ['script', 'style']) {
      const own = all.filter((element) => element.tagName === tag);
      expect(own).toHaveLength(1);
      expect(policy).toContain(
        `${tag}-src 'sha256-${createHash('sha256')
          .update(textOf(own[0] as Element))
          .digest('base64')}'`,
      );
    }
  });
});

describe('hostile text', () => {
  const page = renderHtml(hostileRun());
  const all = elements(page);
  const known = new Set(elements(renderHtml(noGoRun())).map((element) => element.tagName));

  it('makes no element and no handler', () => {
    expect(all.filter((element) => !known.has(element.tagName)).map((element) => element.tagName)).toEqual([]);
    expect(all.filter((element) => element.tagName === 'script')).toHaveLength(1);
    const handlers = all.flatMap((element) => element.attrs.filter(({ name }) => name.startsWith('on') || name === 'autofocus'));
    expect(handlers).toEqual([]);
  });

  it('makes no link that leaves the folder of the run', () => {
    const hrefs = all.filter((element) => element.tagName === 'a').map((element) => attribute(element, 'href') ?? '');
    expect(hrefs.length).toBeGreaterThan(100);
    for (const href of hrefs) {
      const url = new URL(href, 'file:///run/report.html');
      expect(url.protocol, href).toBe('file:');
      expect(url.pathname, href).toMatch(/^\/run\//);
    }
  });

  it('still shows what was said', () => {
    for (const payload of PAYLOADS) expect(page).toContain(escapeHtml(payload));
  });
});

describe('evidence', () => {
  const clause = (report: Report) => report.criteria.flatMap((criterion) => criterion.clauses).find(({ id }) => id === 'SEC-05.blocks');

  it('links files that are there and names those that are not', () => {
    const report = noGoRun();
    const path = clause(report)?.evidence[0]?.path ?? '';
    const present = renderHtml(report, { ...NOTHING, sizes: new Map([[path, 2100]]) });
    expect(present).toContain(`<a href="${path}">`);
    expect(present).toContain('2.1 kB');
    expect(present).toContain('<strong>missing</strong>');
    expect(renderHtml(report, NOTHING)).not.toContain(`<a href="${path}">`);
  });

  it('draws a measurement with its interval and describes the drawing', () => {
    const page = renderHtml(noGoRun());
    expect(page).toContain('aria-label="2.31\u00a0s (interval 2.19\u00a0s to 2.44\u00a0s), above the limit 2\u00a0s; good is below it.');
  });
});
