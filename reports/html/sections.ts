import type { Report } from '../contract/index.ts';
import { formatTime } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { verdictTag } from './parts.ts';

/** Tools and machine, as the run recorded them. */
export function environment(report: Report): SafeHtml {
  const entries = [
    ...Object.entries(report.environment),
    ['profile', report.profile],
    ['started', formatTime(report.startedAt)],
    ['finished', formatTime(report.finishedAt)],
    ['commit', report.commit],
  ];
  return html`<section id="environment" aria-labelledby="environment-title"><h2 id="environment-title">Environment</h2>
<dl class="environment">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd class="mono">${value}</dd></div>`)}</dl></section>`;
}

/** How anyone can check this report without trusting it. */
export function verification(report: Report): SafeHtml {
  const folder = `reports/out/${report.runId}`;
  return html`<section id="verify" aria-labelledby="verify-title"><h2 id="verify-title">Check it yourself</h2>
<p class="lead">Every verdict was computed from the files under <span class="mono">evidence/</span>. This computes them again, offline, and finds a single changed byte:</p>
<pre tabindex="0" role="group" aria-label="Command"><code>npm run readiness -- verify ${folder}</code></pre>
${report.signedBy && html`<p>The run is signed by key <span class="mono">${report.signedBy}</span>; with <code>--public-key FILE</code> it must be signed by that one.</p>`}${report.signedBy === null && html`<p>The run is not signed: whoever can change the files can change the sums with them.</p>`}
<p>What changed since another run: <code>npm run readiness -- diff ${folder} OTHER</code>. The same results for machines: <a href="report.json">report.json</a>, <a href="junit.xml">junit.xml</a>, <a href="results.sarif">results.sarif</a>, <a href="ctrf.json">ctrf.json</a>, <a href="metrics.prom">metrics.prom</a>, <a href="summary.md">summary.md</a>, <a href="badge.svg">badge.svg</a>; what the fields of the first mean: <a href="report.schema.json">report.schema.json</a>.</p>
<dl class="legend"><div><dt>${verdictTag('PASS')}</dt><dd>Measured, enough of it, and within its limit.</dd></div><div><dt>${verdictTag('FAIL')}</dt><dd>Measured, and outside its limit. One is enough for NO-GO.</dd></div><div><dt>${verdictTag('INCONCLUSIVE')}</dt><dd>No data, too little, too noisy, a tool missing, not run. Never a pass.</dd></div><div><dt>${verdictTag('WAIVED')}</dt><dd>Accepted by name, with a reason and an end date. What it hides stays visible.</dd></div></dl>
</section>`;
}
