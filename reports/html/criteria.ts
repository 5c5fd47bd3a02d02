import type { ReportCriterion, Verdict } from '../contract/index.ts';
import { type AreaDigest, type Digest, worstFirst } from '../digest.ts';
import { areaName, VERDICT_WORDS } from '../format.ts';
import { clauseTable } from './clauses.ts';
import { anchor, html, type SafeHtml } from './escape.ts';
import { tone, verdictIcon } from './icons.ts';
import { type EvidenceSizes, severityTag, shareBar, verdictTag } from './parts.ts';

function clauseTally(criterion: ReportCriterion): SafeHtml {
  const held = criterion.clauses.filter((clause) => clause.verdict === 'PASS').length;
  const waived = criterion.clauses.filter((clause) => clause.verdict === 'WAIVED').length;
  const ticks = criterion.clauses.map(
    (clause, index) => html`<rect class="${tone(clause.verdict)}" x="${index * 9}" width="7" height="7" rx="1.5"/>`,
  );
  const width = criterion.clauses.length * 9;
  return html`<span class="tally"><svg class="ticks" width="${width}" height="7" aria-hidden="true" focusable="false">${ticks}</svg><span>${held} of ${criterion.clauses.length} pass${waived > 0 && `, ${waived} waived`}</span></span>`;
}

function row(criterion: ReportCriterion, sizes: EvidenceSizes | undefined): SafeHtml {
  const words = [
    criterion.id,
    criterion.title,
    criterion.owner,
    ...criterion.clauses.flatMap((c) => [c.id, c.text, c.reason, c.gate ?? '']),
  ];
  return html`<details class="criterion ${tone(criterion.verdict)}" id="${anchor(criterion.id)}" data-verdict="${criterion.verdict}" data-area="${criterion.area}" data-severity="${criterion.severity}" data-words="${words.join(' ').toLowerCase()}">
<summary>${verdictTag(criterion.verdict)}<span class="mono">${criterion.id}</span><span class="title">${criterion.title}</span>${severityTag(criterion.severity)}${clauseTally(criterion)}</summary>
<div class="body">
${clauseTable(criterion, criterion.clauses, sizes)}
<dl class="advice"><div><dt>Why it matters</dt><dd>${criterion.why}</dd></div><div><dt>How to fix</dt><dd>${criterion.howToFix}</dd></div><div><dt>Owner</dt><dd>${criterion.owner}</dd></div>${criterion.verdictBeforeWaivers !== criterion.verdict && html`<div><dt>Before waivers</dt><dd>${verdictTag(criterion.verdictBeforeWaivers)}</dd></div>`}</dl>
</div></details>`;
}

function areaSection({ area, criteria, counts }: AreaDigest, sizes: EvidenceSizes | undefined): SafeHtml {
  const said = worstFirst(counts)
    .filter(([, n]) => n > 0)
    .map(
      ([verdict, n]) =>
        html`<li class="verdict ${tone(verdict)}">${verdictIcon(verdict)}<span>${n} ${VERDICT_WORDS[verdict].toLowerCase()}</span></li>`,
    );
  return html`<section class="area" data-area="${area}" aria-labelledby="area-${anchor(area)}">
<div class="area-head"><h3 id="area-${anchor(area)}">${areaName(area)}</h3><ul class="area-counts">${said}</ul>${shareBar(counts)}</div>
${criteria.map((criterion) => row(criterion, sizes))}
</section>`;
}

function filterForm(digest: Digest): SafeHtml {
  const verdicts: readonly Verdict[] = ['FAIL', 'INCONCLUSIVE', 'WAIVED', 'PASS'];
  const boxes = verdicts.map(
    (verdict) =>
      html`<label class="chip ${tone(verdict)}"><input type="checkbox" name="verdict" value="${verdict}" checked>${verdictIcon(verdict)}<span>${VERDICT_WORDS[verdict]} ${digest.criteria[verdict]}</span></label>`,
  );
  return html`<form id="filter" class="filter" role="search" aria-label="Filter the criteria" hidden>
<label class="field grow"><span>Search</span><input type="search" name="text" placeholder="id, title, reason, gate, owner" autocomplete="off" spellcheck="false"></label>
<label class="field"><span>Area</span><select name="area"><option value="">All areas</option>${digest.areas.map(({ area }) => html`<option value="${area}">${areaName(area)}</option>`)}</select></label>
<label class="field"><span>Severity</span><select name="severity"><option value="">Must and should</option><option value="M">Must pass</option><option value="S">Should pass</option></select></label>
<fieldset class="chips"><legend>Verdict</legend>${boxes}</fieldset>
<p class="filter-end"><output id="filter-count" aria-live="polite"></output><button type="button" data-action="open">Open all</button><button type="button" data-action="close">Close all</button><button type="reset">Reset</button></p>
</form>`;
}

/** Every criterion by area, as rows that open on their promises. */
export function criteria(digest: Digest, sizes: EvidenceSizes | undefined): SafeHtml {
  return html`<section id="criteria" aria-labelledby="criteria-title"><h2 id="criteria-title">Criteria</h2>
${filterForm(digest)}
${digest.areas.map((area) => areaSection(area, sizes))}
<p id="filter-none" class="calm" hidden>No criterion matches this filter.</p>
</section>`;
}
