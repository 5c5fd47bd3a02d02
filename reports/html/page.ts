import type { Report } from '../contract/index.ts';
import { digest } from '../digest.ts';
import type { Exhibits } from '../exhibits/read.ts';
import { attention } from './attention.ts';
import { changes } from './changes.ts';
import { criteria } from './criteria.ts';
import { html } from './escape.ts';
import { exhibits } from './exhibits.ts';
import { hero } from './hero.ts';
import { icon } from './icons.ts';
import { proof } from './proof.ts';
import { environment, verification } from './sections.ts';
import { readOwn, readSheets, shell } from './shell.ts';
import { timeline } from './timeline.ts';
import { trend } from './trend.ts';
import { waivers } from './waivers.ts';

const STYLE = readSheets([
  'base',
  'top',
  'hero',
  'sections',
  'rows',
  'tables',
  'drawings',
  'trend',
  'exhibits',
  'filter',
  'narrow',
  'print',
]);
const SCRIPT = readOwn('./page.client.js');

const SECTIONS = [
  ['attention', 'Attention'],
  ['changes', 'Changes'],
  ['criteria', 'Criteria'],
  ['trend', 'Trend'],
  ['exhibits', 'To look at'],
  ['timeline', 'Timeline'],
  ['waivers', 'Waivers'],
  ['proof', 'Able to fail'],
  ['environment', 'Environment'],
  ['verify', 'Check it'],
] as const;

/** Mail and chat refuse what is larger. */
const MOST_PAGE_BYTES = 5_000_000;

/**
 * The report as one page that needs no network, and no script to be read. `shown`: what was found of the evidence; absent when
 * nobody looked. Pictures that would make the page larger than 5 MB are linked instead, the least telling first.
 */
export function renderHtml(report: Report, shown?: Exhibits): string {
  if (!shown || shown.pictures.length === 0) return page(report, shown);
  let room = MOST_PAGE_BYTES - Buffer.byteLength(page(report, { ...shown, pictures: [] }));
  const pictures = shown.pictures.filter(({ base64, path }) => {
    // Its markup, name and link beside the picture itself.
    room -= base64.length + 3 * path.length + 400;
    return room > 0;
  });
  return page(report, { ...shown, pictures });
}

function page(report: Report, shown: Exhibits | undefined): string {
  const said = digest(report);
  const sizes = shown?.sizes;
  const look = shown && exhibits(report, shown);
  return shell({
    title: `${report.verdict} · TransKeep readiness · ${report.stage} · ${report.commit.slice(0, 12)}`,
    style: STYLE,
    script: SCRIPT,
    skip: 'Skip to the verdict',
    sections: SECTIONS.filter(([id]) => id !== 'exhibits' || look),
    main: html`${hero(report, said)}
${attention(said, sizes)}
${changes(report)}
${criteria(said, sizes)}
${trend(report, said)}
${look}
${timeline(report)}
${waivers(report)}
${proof(report, said)}
${environment(report)}
${verification(report)}`,
    footer: html`<p>${icon('link')} Run <span class="mono">${report.runId}</span>, schema <span class="mono">${report.schema}</span>. This file stands alone: it loads nothing and sends nothing.</p>`,
  });
}
