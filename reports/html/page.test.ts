import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.ts';
import type { Exhibits, Picture } from '../exhibits/read.ts';
import { hostileRun, PAYLOADS } from '../fixtures/hostile.ts';
import { PICTURES } from '../fixtures/pictures.ts';
import { goRun, noGoRun, SAMPLE_RUNS } from '../fixtures/runs.ts';
import { escapeHtml } from './escape.ts';
import { renderHtml } from './page.ts';
import { attribute, elements, type PageElement, textOf } from './read-page.ts';

const NOTHING = { sizes: new Map<string, number>(), pictures: [], profiles: [] };

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
    const said = textOf(all[0] as PageElement);
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
          .update(textOf(own[0] as PageElement))
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

describe('pictures', () => {
  const picture = (path: string, bytes: Buffer = PICTURES.png.bytes) => ({ ...PICTURES.png, path, base64: bytes.toString('base64') });
  const showing = (pictures: readonly Picture[]): Exhibits => ({
    ...NOTHING,
    sizes: new Map(pictures.map(({ path }) => [path, 347])),
    pictures,
  });
  const sources = (page: string) =>
    elements(page).flatMap((element) => (element.tagName === 'img' ? [attribute(element, 'src') ?? ''] : []));

  it('are in the page as data, each a link to its file', () => {
    const page = renderHtml(noGoRun(), showing([picture('evidence/axe/sign-in/dark.png')]));
    expect(sources(page)).toEqual([`data:image/png;base64,${PICTURES.png.bytes.toString('base64')}`]);
    expect(page).toContain('<a href="evidence/axe/sign-in/dark.png">');
    expect(page).toContain('sign in, dark');
  });

  it('never make the page larger than 5 MB: the rest is linked', () => {
    const large = Buffer.alloc(590_000, 7);
    const pictures = Array.from({ length: 9 }, (_, index) => picture(`evidence/axe/${index}.png`, large));
    const page = renderHtml(noGoRun(), showing(pictures));
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
    expect(sources(page).length).toBeGreaterThan(3);
    for (const { path } of pictures) expect(page).toContain(`href="${path}"`);
  });

  it('and profiles of hostile names break out of nothing', () => {
    const paths = PAYLOADS.map((text) => `evidence/axe/${text}`);
    const frame = { name: PAYLOADS[0] ?? '', where: PAYLOADS[1] ?? '', origin: 'own', totalMs: 5, selfMs: 5, children: [] } as const;
    const graph = { root: { ...frame, children: [frame] }, idleMs: 1, samples: 9, hottest: [frame] };
    const all = elements(
      renderHtml(noGoRun(), {
        sizes: new Map(paths.flatMap((path) => ['.png', '.zip', '.cpuprofile'].map((end) => [path + end, 1] as const))),
        pictures: paths.map((path) => picture(`${path}.png`)),
        profiles: [{ path: `${paths[0]}.cpuprofile`, graph }],
      }),
    );
    expect(all.filter(({ tagName }) => tagName === 'script')).toHaveLength(1);
    expect(all.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith('on') || name === 'style'))).toEqual([]);
    for (const element of all.filter(({ tagName }) => tagName === 'a'))
      expect(new URL(attribute(element, 'href') ?? '', 'file:///run/report.html').pathname).toMatch(/^\/run\//);
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
