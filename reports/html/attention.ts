import type { ReportCriterion } from '../contract/index.ts';
import type { Digest, ReasonGroup } from '../digest.ts';
import { count } from '../format.ts';
import { clauseTable } from './clauses.ts';
import { anchor, html, type SafeHtml } from './escape.ts';
import { type EvidenceSizes, severityTag, verdictTag } from './parts.ts';

function failure(criterion: ReportCriterion, sizes: EvidenceSizes | undefined): SafeHtml {
  const failing = criterion.clauses.filter((clause) => clause.verdict === 'FAIL');
  const others = criterion.clauses.length - failing.length;
  return html`<article class="failure" aria-labelledby="attention-${anchor(criterion.id)}">
<header>${verdictTag('FAIL')}<h3 id="attention-${anchor(criterion.id)}"><span class="mono">${criterion.id}</span> ${criterion.title}</h3>${severityTag(criterion.severity)}</header>
<dl class="advice"><div><dt>How to fix</dt><dd>${criterion.howToFix}</dd></div><div><dt>Owner</dt><dd>${criterion.owner}</dd></div></dl>
${clauseTable(criterion, failing, sizes)}
<p class="more"><a href="#${anchor(criterion.id)}">All of ${criterion.id}</a>${others > 0 && `, with ${count(others, 'other promise')}`}</p>
</article>`;
}

/** The criterion that a clause belongs to, by its id. */
function criterionOf(clauseId: string): string {
  const dot = clauseId.indexOf('.');
  return dot < 0 ? clauseId : clauseId.slice(0, dot);
}

function reasonRow({ reason, clauses }: ReasonGroup): SafeHtml {
  const byCriterion = Map.groupBy(clauses, (clause) => criterionOf(clause.id));
  const list = [...byCriterion].map(
    ([id, found]) => html`<li><a class="mono" href="#${anchor(id)}">${id}</a> ${found.map((clause) => clause.text).join(' · ')}</li>`,
  );
  return html`<details class="reason"><summary>${verdictTag('INCONCLUSIVE')}<span class="said">${reason}</span><span class="tally">${count(clauses.length, 'promise')} of ${count(byCriterion.size, 'criterion', 'criteria')}</span></summary><ul class="of-reason">${list}</ul></details>`;
}

/** What needs attention first: failures of must-pass criteria, then everything undecided, grouped by its reason. */
export function attention(digest: Digest, sizes: EvidenceSizes | undefined): SafeHtml {
  const { failing, undecided, undecidedReasons } = digest;
  if (failing.length === 0 && undecidedReasons.length === 0) {
    return html`<section id="attention" aria-labelledby="attention-title"><h2 id="attention-title">Needs attention</h2><p class="calm">Nothing. No criterion fails and none is undecided.</p></section>`;
  }
  return html`<section id="attention" aria-labelledby="attention-title"><h2 id="attention-title">Needs attention</h2>
${failing.map((criterion) => failure(criterion, sizes))}
${undecidedReasons.length > 0 && html`<div class="undecided"><h3>Undecided, by reason</h3><p class="lead">${count(undecided.length, 'criterion is', 'criteria are')} undecided. A promise without data is never a pass.</p>${undecidedReasons.map(reasonRow)}</div>`}
</section>`;
}
