import type { Report, ReportFault } from '../contract/index.ts';
import { type AreaDigest, type Digest, isProven } from '../digest.ts';
import { areaName, count, formatDate } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { icon } from './icons.ts';
import { promiseLink } from './parts.ts';

const STATUS = {
  proven: { word: 'Proven', tone: 'is-pass', shape: 'pass' },
  stale: { word: 'Stale', tone: 'is-open', shape: 'open' },
  unproven: { word: 'Unproven', tone: 'is-open', shape: 'open' },
} as const;

const AREA_COLUMNS = ['Judged', 'Proven able to fail', 'Faults seeded', 'Proven', 'Stale'];

function areaRow({ area, criteria }: AreaDigest): SafeHtml {
  const clauses = criteria.flatMap((criterion) => criterion.clauses).filter((clause) => clause.gate !== undefined);
  const sum = (key: 'seeded' | 'proven' | 'stale') => clauses.reduce((total, clause) => total + clause.faults[key], 0);
  const figures = [clauses.length, clauses.filter(isProven).length, sum('seeded'), sum('proven'), sum('stale')];
  return html`<tr role="row"><th role="rowheader" scope="row">${areaName(area)}</th>${figures.map((figure, index) => html`<td role="cell" class="number" data-label="${AREA_COLUMNS[index]}">${figure}</td>`)}</tr>`;
}

function faultRow(fault: ReportFault, report: Report): SafeHtml {
  const { word, tone, shape } = STATUS[fault.status];
  const when =
    fault.provenAt &&
    html`<p class="note">${fault.status === 'stale' ? 'last ' : ''}${formatDate(fault.provenAt)}${fault.commit && html`, commit <span class="mono">${fault.commit.slice(0, 12)}</span>`}</p>`;
  return html`<tr role="row"><th role="rowheader" scope="row">${promiseLink(fault.clause, report)}</th>
<td role="cell" data-label="Fault"><p>${fault.title}</p><p class="mono id">${fault.id}</p></td>
<td role="cell" data-label="The verdict said">${fault.reason ?? html`<span class="note">nothing yet</span>`}</td>
<td role="cell" data-label="State"><span class="verdict ${tone}">${icon(shape)}<span>${word}</span></span>${when}</td></tr>`;
}

function faultTable(name: string, faults: readonly ReportFault[], report: Report): SafeHtml {
  return html`<table role="table" class="plain faults"><caption class="sr">${name}</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Promise</th><th role="columnheader" scope="col">What was broken on purpose</th><th role="columnheader" scope="col">What the verdict said then</th><th role="columnheader" scope="col">State</th></tr></thead><tbody role="rowgroup">${faults.map((fault) => faultRow(fault, report))}</tbody></table>`;
}

/** «Able to fail»: which judgements have shown, by seeded faults, that they can turn red, and which fault showed what. */
export function proof(report: Report, digest: Digest): SafeHtml {
  const { judged, proven, faults } = digest.proof;
  const list = report.faults ?? [];
  const weak = list.filter(({ status }) => status !== 'proven');
  const strong = list.filter(({ status }) => status === 'proven');
  return html`<section id="proof" aria-labelledby="proof-title"><h2 id="proof-title">Able to fail: ${faults.proven} of ${faults.seeded}</h2>
<p class="lead">${count(faults.seeded, 'seeded fault')}, ${faults.proven} of them proven: green, then red for the stated reason, then green again${faults.stale > 0 && `; ${faults.stale} stale since the code moved`}. ${proven} of ${count(judged, 'judged promise')} ${proven === 1 ? 'has' : 'have'} shown this way that ${proven === 1 ? 'it' : 'they'} can turn red.</p>
<table role="table" class="plain proof"><caption class="sr">Seeded faults by area</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Area</th>${AREA_COLUMNS.map((column) => html`<th role="columnheader" scope="col" class="number">${column}</th>`)}</tr></thead><tbody role="rowgroup">${digest.areas.map(areaRow)}</tbody></table>
${weak.length > 0 && html`<h3>Not proven as the code stands</h3>${faultTable('Faults that are not proven', weak, report)}`}
${strong.length > 0 && html`<details class="all-faults"><summary>${icon('pass')}${count(strong.length, 'proven fault')}: which fault proves what</summary>${faultTable('Proven faults and what they prove', strong, report)}</details>`}
</section>`;
}
