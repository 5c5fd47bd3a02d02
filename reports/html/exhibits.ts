import type { Report } from '../contract/index.ts';
import { countVerdicts, WORST_FIRST } from '../digest.ts';
import { type Exhibits, gateOf, type Picture } from '../exhibits/read.ts';
import { count } from '../format.ts';
import { html, relativeHref, type SafeHtml } from './escape.ts';
import { flameGraph } from './flame-graph.ts';
import { verdictTag } from './parts.ts';

const SHOWS = /\.(png|jpe?g|webp|svg)$/i;

/** `evidence/axe/sign-in-dark/page.png` → what it shows, in words. */
function caption(path: string): string {
  const inGate = path.slice(path.indexOf('evidence/')).replace(SHOWS, '').split('/').slice(2);
  return inGate.join(', ').replaceAll(/[-_]+/g, ' ') || path;
}

function thumbnail({ path, mime, base64, width, height }: Picture): SafeHtml {
  const picture = html`<img src="data:${mime};base64,${base64}" width="${width}" height="${height}" alt="">`;
  return html`<li><a href="${relativeHref(path)}">${picture}<span>${caption(path)}</span></a></li>`;
}

function links(paths: readonly string[]): SafeHtml {
  return html`<ul class="linked">${paths.map((path) => html`<li><a class="mono" href="${relativeHref(path)}">${path.replace(/^evidence\//, '')}</a></li>`)}</ul>`;
}

/** Pictures of one gate; those that did not fit into the page are links. */
function gallery(report: Report, gate: string, embedded: readonly Picture[], others: readonly string[]): SafeHtml {
  const clauses = report.criteria.flatMap((criterion) => criterion.clauses).filter((clause) => clause.gate === gate);
  const worst = WORST_FIRST.find((verdict) => countVerdicts(clauses)[verdict] > 0);
  return html`<div class="gallery"><h3>${report.gates.find(({ id }) => id === gate)?.title ?? gate} ${worst && verdictTag(worst)}</h3>
${embedded.length > 0 && html`<ul class="thumbs">${embedded.map(thumbnail)}</ul>`}
${others.length > 0 && html`<details class="evidence-more"><summary>${count(others.length, embedded.length > 0 ? 'more picture' : 'picture')} in the evidence</summary>${links(others)}</details>`}</div>`;
}

/** What there is to see: pictures, browser traces, where the processor's time went. Absent when a run left none of it. */
export function exhibits(report: Report, shown: Exhibits): SafeHtml | undefined {
  const there = [...shown.sizes.keys()].filter((path) => relativeHref(path) !== undefined);
  const embedded = shown.pictures.filter(({ path }) => relativeHref(path) !== undefined);
  const byGate = Map.groupBy(embedded, ({ path }) => gateOf(path) ?? '');
  const inPage = new Set(embedded.map(({ path }) => path));
  const linked = Map.groupBy(
    there.filter((path) => SHOWS.test(path) && !inPage.has(path)),
    (path) => gateOf(path) ?? '',
  );
  const traces = there.filter((path) => path.endsWith('.zip'));
  const profiles = there.filter((path) => path.endsWith('.cpuprofile'));
  const gates = [...new Set([...byGate.keys(), ...linked.keys()])];
  if (gates.length + traces.length + profiles.length === 0) return undefined;
  return html`<section id="exhibits" aria-labelledby="exhibits-title"><h2 id="exhibits-title">To look at</h2>
${gates.map((gate) => gallery(report, gate, byGate.get(gate) ?? [], linked.get(gate) ?? []))}
${traces.length > 0 && html`<h3>Browser traces</h3><p class="lead">Every step with page, network and console. Open one with:</p><pre tabindex="0" role="group" aria-label="Command"><code>npx playwright show-trace reports/out/${report.runId}/${traces[0]}</code></pre>${links(traces)}`}
${profiles.length > 0 && html`<h3>Where processor time went</h3>${shown.profiles.map(({ path, graph }) => html`<h4 class="mono"><a href="${relativeHref(path)}">${path.replace(/^evidence\//, '')}</a></h4>${flameGraph(path.replace(/^evidence\//, ''), graph)}`)}${links(profiles.filter((path) => !shown.profiles.some((one) => one.path === path)))}<p class="note">Chromium’s DevTools open a profile too: Performance, load profile.</p>`}
</section>`;
}
