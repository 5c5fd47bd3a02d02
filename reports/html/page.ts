import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Report } from '../contract/index.ts';
import { digest } from '../digest.ts';
import type { Exhibits } from '../exhibits/read.ts';
import { attention } from './attention.ts';
import { changes } from './changes.ts';
import { criteria } from './criteria.ts';
import { html, type SafeHtml, trusted } from './escape.ts';
import { exhibits } from './exhibits.ts';
import { hero } from './hero.ts';
import { icon, iconSheet } from './icons.ts';
import { proof } from './proof.ts';
import { environment, verification } from './sections.ts';
import { timeline } from './timeline.ts';
import { trend } from './trend.ts';
import { waivers } from './waivers.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** In this order: what comes later overrides what came before. */
const SHEETS = ['base', 'top', 'hero', 'sections', 'rows', 'tables', 'drawings', 'trend', 'exhibits', 'filter', 'narrow', 'print'];
const STYLE = SHEETS.map((name) => read(`./style/${name}.css`)).join('');
const SCRIPT = read('./page.client.js');

function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Only this style sheet and this script may run, and nothing may be loaded or sent: a reason that smuggles markup in still can do nothing. */
const POLICY = `default-src 'none'; style-src ${source(STYLE)}; script-src ${source(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

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

function themeSwitch(): SafeHtml {
  const options = [
    ['auto', 'Auto'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ] as const;
  return html`<fieldset class="theme"><legend class="sr">Colours</legend>${options.map(
    ([value, label]) =>
      html`<label><input type="radio" name="theme" id="theme-${value}" value="${value}"${value === 'auto' && trusted(' checked')}><span>${label}</span></label>`,
  )}</fieldset>`;
}

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
  const sections = SECTIONS.filter(([id]) => id !== 'exhibits' || look);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${report.verdict} · TransKeep readiness · ${report.stage} · ${report.commit.slice(0, 12)}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${iconSheet()}
<a class="skip" href="#main">Skip to the verdict</a>
<header class="top"><div class="wrap"><p class="brand"><strong>TransKeep</strong> readiness</p>
<nav aria-label="Sections"><ul>${sections.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
${themeSwitch()}</div></header>
<main id="main" tabindex="-1"><div class="wrap">
${hero(report, said)}
${attention(said, sizes)}
${changes(report)}
${criteria(said, sizes)}
${trend(report, said)}
${look}
${timeline(report)}
${waivers(report)}
${proof(report, said)}
${environment(report)}
${verification(report)}
</div></main>
<footer class="wrap"><p>${icon('link')} Run <span class="mono">${report.runId}</span>, schema <span class="mono">${report.schema}</span>. This file stands alone: it loads nothing and sends nothing.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}
