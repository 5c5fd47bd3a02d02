import type { Report } from '../contract/index.ts';
import { type Digest, isProven } from '../digest.ts';
import { areaName, count, formatTime } from '../format.ts';
import { anchor, html, type SafeHtml } from './escape.ts';
import { verdictTag } from './parts.ts';

/** Who waived what, and what the run would have said without it. */
export function waivers(report: Report): SafeHtml {
  const clauses = new Map(report.criteria.flatMap((criterion) => criterion.clauses).map((clause) => [clause.id, clause]));
  const rows = report.waivers.map((waiver) => {
    const clause = clauses.get(waiver.clause);
    return html`<tr role="row"><th role="rowheader" scope="row"><a class="mono" href="#${anchor(waiver.clause.split('.')[0] ?? '')}">${waiver.clause}</a>${clause && html`<span>${clause.text}</span>`}</th>
<td role="cell" data-label="Before">${clause ? verdictTag(clause.verdictBeforeWaiver) : 'not in this run'}</td><td role="cell" data-label="After">${clause ? verdictTag(clause.verdict) : '–'}</td>
<td role="cell" data-label="Why"><p>${waiver.reason}</p>${waiver.note !== '' && html`<p class="note">${waiver.note}</p>`}</td><td role="cell" data-label="Signed by">${waiver.owner}</td><td role="cell" data-label="Until">${waiver.expires}${!waiver.applied && html` <strong>not applied</strong>`}</td></tr>`;
  });
  return html`<section id="waivers" aria-labelledby="waivers-title"><h2 id="waivers-title">Waivers</h2>
<p class="lead">Before waivers: <strong>${report.verdictBeforeWaivers}</strong>. After: <strong>${report.verdict}</strong>.${report.waivers.length === 0 && ' Nobody waived anything.'}</p>
${rows.length > 0 && html`<table role="table" class="plain waivers"><caption class="sr">Waivers of this run</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Promise</th><th role="columnheader" scope="col">Before</th><th role="columnheader" scope="col">After</th><th role="columnheader" scope="col">Why</th><th role="columnheader" scope="col">Signed by</th><th role="columnheader" scope="col">Until</th></tr></thead><tbody role="rowgroup">${rows}</tbody></table>`}
</section>`;
}

/** «Able to fail»: which judgements have shown, by seeded faults, that they can turn red. */
export function proof(digest: Digest): SafeHtml {
  const { judged, proven, faults } = digest.proof;
  const rows = digest.areas.map(({ area, criteria }) => {
    const clauses = criteria.flatMap((criterion) => criterion.clauses).filter((clause) => clause.gate !== undefined);
    const sum = (key: 'seeded' | 'proven' | 'stale') => clauses.reduce((total, clause) => total + clause.faults[key], 0);
    return html`<tr role="row"><th role="rowheader" scope="row">${areaName(area)}</th><td role="cell" class="number" data-label="Judged">${clauses.length}</td><td role="cell" class="number" data-label="Proven">${clauses.filter(isProven).length}</td><td role="cell" class="number" data-label="Faults seeded">${sum('seeded')}</td><td role="cell" class="number" data-label="Faults proven">${sum('proven')}</td><td role="cell" class="number" data-label="Stale">${sum('stale')}</td></tr>`;
  });
  return html`<section id="proof" aria-labelledby="proof-title"><h2 id="proof-title">Able to fail: ${faults.proven} of ${faults.seeded}</h2>
<p class="lead">${count(faults.seeded, 'seeded fault')}, ${faults.proven} of them proven: green, then red for the stated reason, then green again${faults.stale > 0 && `; ${faults.stale} stale since the code moved`}. ${proven} of ${count(judged, 'judged promise')} ${proven === 1 ? 'has' : 'have'} shown this way that ${proven === 1 ? 'it' : 'they'} can turn red.</p>
<table role="table" class="plain proof"><caption class="sr">Seeded faults by area</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Area</th><th role="columnheader" scope="col" class="number">Promises judged</th><th role="columnheader" scope="col" class="number">proven able to fail</th><th role="columnheader" scope="col" class="number">Faults seeded</th><th role="columnheader" scope="col" class="number">proven</th><th role="columnheader" scope="col" class="number">stale</th></tr></thead><tbody role="rowgroup">${rows}</tbody></table>
</section>`;
}

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
<p>What changed since another run: <code>npm run readiness -- diff ${folder} OTHER</code>. The same results for machines: <a href="report.json">report.json</a>, <a href="junit.xml">junit.xml</a>, <a href="results.sarif">results.sarif</a>, <a href="ctrf.json">ctrf.json</a>, <a href="summary.md">summary.md</a>.</p>
<dl class="legend"><div><dt>${verdictTag('PASS')}</dt><dd>Measured, enough of it, and within its limit.</dd></div><div><dt>${verdictTag('FAIL')}</dt><dd>Measured, and outside its limit. One is enough for NO-GO.</dd></div><div><dt>${verdictTag('INCONCLUSIVE')}</dt><dd>No data, too little, too noisy, a tool missing, not run. Never a pass.</dd></div><div><dt>${verdictTag('WAIVED')}</dt><dd>Accepted by name, with a reason and an end date. What it hides stays visible.</dd></div></dl>
</section>`;
}
