import type { ReportClause, ReportCriterion } from '../contract/index.ts';
import { formatQuantity } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { gauge } from './gauge.ts';
import { type EvidenceSizes, evidenceLinks, verdictTag } from './parts.ts';

function samples(clause: ReportClause): string | undefined {
  const { samples, expected } = clause.measured ?? {};
  if (samples === undefined) return undefined;
  const said = samples.toLocaleString('en-GB');
  if (expected === undefined) return `${said} samples`;
  return samples === expected ? `all ${said} samples` : `${said} of ${expected.toLocaleString('en-GB')} samples`;
}

function measurement(clause: ReportClause): SafeHtml {
  const { measured, limit } = clause;
  const threshold = html`<p class="threshold">must hold: ${clause.threshold}</p>`;
  // A yes or no has no figure; where nothing was decided, that there is no figure is the news.
  if (!measured) return html`${threshold}${clause.verdict === 'INCONCLUSIVE' && html`<p class="unmeasured">nothing measured</p>`}`;
  const interval = measured.ci && `${formatQuantity(measured.ci[0], measured.unit)} to ${formatQuantity(measured.ci[1], measured.unit)}`;
  const rests = samples(clause);
  return html`${threshold}
<p class="value"><strong>${formatQuantity(measured.value, measured.unit, limit)}</strong>${interval && html`<span>${interval}</span>`}${rests && html`<span>${rests}</span>`}</p>
${gauge(clause)}`;
}

/** The promises of one criterion. The roles keep it a table for screen readers where phones stack it. */
export function clauseTable(criterion: ReportCriterion, clauses: readonly ReportClause[], sizes: EvidenceSizes | undefined): SafeHtml {
  const rows = clauses.map(
    (clause) => html`<tr role="row">
<td role="cell" class="c-verdict">${verdictTag(clause.verdict)}${clause.verdict === 'WAIVED' && html`<span class="was">was ${clause.verdictBeforeWaiver}</span>`}</td>
<th role="rowheader" scope="row" class="c-text"><span>${clause.text}</span><span class="mono id">${clause.id}</span></th>
<td role="cell" class="c-measured">${measurement(clause)}</td>
<td role="cell" class="c-reason"><p>${clause.reason}</p>${evidenceLinks(clause, sizes)}${clause.gate && html`<p class="gate">gate <span class="mono">${clause.gate}</span></p>`}</td>
</tr>`,
  );
  return html`<table role="table" class="clauses"><caption class="sr">Promises of ${criterion.id}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col">Promise</th><th role="columnheader" scope="col">Measured against its limit</th><th role="columnheader" scope="col">Reason and evidence</th></tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>`;
}
