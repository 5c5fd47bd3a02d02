import type { Report, ReportClause, Verdict } from '../contract/index.ts';
import { worstFirst } from '../digest.ts';
import { VERDICT_WORDS } from '../format.ts';
import { anchor, html, relativeHref, type SafeHtml } from './escape.ts';
import { icon, tone, verdictIcon } from './icons.ts';

/** Sizes in bytes of the evidence files that are there, by the path the report gives them; absent when nobody looked. */
export type EvidenceSizes = ReadonlyMap<string, number>;

/** A verdict as icon and word. */
export function verdictTag(verdict: Verdict): SafeHtml {
  return html`<span class="verdict ${tone(verdict)}">${verdictIcon(verdict)}<span>${VERDICT_WORDS[verdict]}</span></span>`;
}

export function severityTag(severity: 'M' | 'S'): SafeHtml {
  return severity === 'M' ? html`<span class="tag must">must pass</span>` : html`<span class="tag">should pass</span>`;
}

/** A clause's id, linked to its criterion when that is in this report. */
export function promiseLink(clause: string, { criteria }: Pick<Report, 'criteria'>): SafeHtml {
  const criterion = criteria.find(({ id }) => clause.startsWith(`${id}.`));
  return criterion ? html`<a class="mono" href="#${anchor(criterion.id)}">${clause}</a>` : html`<strong class="mono">${clause}</strong>`;
}

/** Shares as one bar. Decoration: the counts stand beside it as text. */
export function shareBar(counts: Readonly<Record<Verdict, number>>): SafeHtml {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (total === 0) return html``;
  let x = 0;
  const parts = worstFirst(counts).map(([verdict, n]) => {
    const width = (100 * n) / total;
    const part = n > 0 && html`<rect class="${tone(verdict)}" x="${x.toFixed(3)}%" width="${width.toFixed(3)}%" height="100%"/>`;
    x += width;
    return part;
  });
  return html`<svg class="share" width="100%" height="8" aria-hidden="true" focusable="false">${parts}</svg>`;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Links to the evidence of a clause, each with the start of its SHA-256. */
export function evidenceLinks(clause: ReportClause, sizes: EvidenceSizes | undefined): SafeHtml {
  if (clause.evidence.length === 0) return html`<p class="evidence none">No evidence was saved.</p>`;
  const items = clause.evidence.map(({ path, sha256 }) => {
    const href = relativeHref(path);
    const bytes = sizes?.get(path);
    const name = path.replace(/^evidence\//, '');
    const gone = sizes !== undefined && bytes === undefined;
    const text = href && !gone ? html`<a href="${href}">${name}</a>` : html`<span>${name}</span>`;
    return html`<li>${text} ${gone && html`<strong>missing</strong> `}<span class="hash" title="SHA-256 ${sha256}">${sha256.slice(0, 10)}…</span>${bytes !== undefined && html` <span class="size">${size(bytes)}</span>`}</li>`;
  });
  const list = html`<ul class="evidence">${items}</ul>`;
  if (items.length <= 2) return list;
  return html`<details class="evidence-more"><summary>${icon('link')}${items.length} evidence files</summary>${list}</details>`;
}
