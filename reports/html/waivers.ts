import type { Report, ReportAttestation, ReportClause } from '../contract/index.ts';
import { formatDate } from '../format.ts';
import { html, type SafeHtml } from './escape.ts';
import { promiseLink, verdictTag } from './parts.ts';

type Waiver = Report['waivers'][number];

function promise(id: string, clause: ReportClause | undefined, report: Report): SafeHtml {
  return html`<th role="rowheader" scope="row">${promiseLink(id, report)}<span>${clause?.text ?? 'not in this run'}</span></th>`;
}

function waiverRow(waiver: Waiver, clause: ReportClause | undefined, report: Report): SafeHtml {
  const approvers = waiver.approvers ?? [];
  return html`<tr role="row">${promise(waiver.clause, clause, report)}
<td role="cell" data-label="Before">${clause ? verdictTag(clause.verdictBeforeWaiver) : '–'}</td><td role="cell" data-label="After">${clause ? verdictTag(clause.verdict) : '–'}</td>
<td role="cell" data-label="Why"><p>${waiver.reason}</p>${waiver.issue && html`<p class="note">issue ${waiver.issue}</p>`}${waiver.note !== '' && html`<p class="note">${waiver.note}</p>`}</td>
<td role="cell" data-label="Owner">${waiver.owner}</td><td role="cell" data-label="Approved by">${approvers.length > 0 ? approvers.join(', ') : 'nobody is named'}</td>
<td role="cell" class="date" data-label="Until">${formatDate(waiver.expires)}${!waiver.applied && html`<strong class="not">not applied</strong>`}</td></tr>`;
}

function attestationRow(attestation: ReportAttestation, clause: ReportClause | undefined, report: Report): SafeHtml {
  const same = attestation.commit !== '' && report.commit.startsWith(attestation.commit);
  return html`<tr role="row">${promise(attestation.clause, clause, report)}
<td role="cell" data-label="What"><p>${attestation.what}</p>${attestation.note !== '' && html`<p class="note">${attestation.note}</p>`}</td>
<td role="cell" data-label="Who">${attestation.who}</td>
<td role="cell" class="date" data-label="When">${formatDate(attestation.when)}<span class="note">commit <span class="mono">${attestation.commit.slice(0, 12)}</span>${same ? ', this one' : ', another one'}</span></td>
<td role="cell" class="date" data-label="Until">${formatDate(attestation.expires)}</td>
<td role="cell" data-label="Counts">${attestation.applied ? 'yes' : html`<strong class="not">no</strong>`}</td></tr>`;
}

function table(name: string, caption: string, columns: readonly string[], rows: readonly SafeHtml[]): SafeHtml {
  return html`<table role="table" class="plain ${name}"><caption class="sr">${caption}</caption><thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`;
}

/** Where people's word stands in for a measurement: what was waived and by whom, what was vouched for and by whom. */
export function waivers(report: Report): SafeHtml {
  const clauses = new Map(report.criteria.flatMap((criterion) => criterion.clauses).map((clause) => [clause.id, clause]));
  const waived = report.waivers.map((waiver) => waiverRow(waiver, clauses.get(waiver.clause), report));
  const attested = report.attestations?.map((one) => attestationRow(one, clauses.get(one.clause), report));
  return html`<section id="waivers" aria-labelledby="waivers-title"><h2 id="waivers-title">Waivers</h2>
<p class="lead">Before waivers: <strong>${report.verdictBeforeWaivers}</strong>. After: <strong>${report.verdict}</strong>.${waived.length === 0 && ' Nobody waived anything.'}</p>
${waived.length > 0 && table('waivers', 'Waivers of this run', ['Promise', 'Before', 'After', 'Why', 'Owner', 'Approved by', 'Until'], waived)}
${attested && html`<h3 id="attestations">Attestations</h3><p class="lead">What a person saw and vouches for, where no gate can look.${attested.length === 0 && ' There are none in this run.'}</p>${attested.length > 0 && table('attestations', 'Attestations in this run', ['Promise', 'What', 'Who', 'When', 'Until', 'Counts'], attested)}`}
</section>`;
}
