import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { html, type SafeHtml, trusted } from './escape.ts';
import { iconSheet } from './icons.ts';

/** One of our own files, next to this one. */
export function readOwn(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Style sheets in this order: what comes later overrides what came before. */
export function readSheets(names: readonly string[]): string {
  return names.map((name) => readOwn(`./style/${name}.css`)).join('');
}

function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Only this style sheet and this script may run, and nothing may be loaded or sent: a reason that smuggles markup in still can do nothing. */
function policy(style: string, script: string | undefined): string {
  const scripts = script === undefined ? '' : ` script-src ${source(script)};`;
  return `default-src 'none'; style-src ${source(style)};${scripts} img-src data:; base-uri 'none'; form-action 'none'`;
}

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

export interface Shell {
  readonly title: string;
  /** Constants of this folder. */
  readonly style: string;
  readonly script?: string;
  /** What the skip link says. */
  readonly skip: string;
  readonly sections: readonly (readonly [id: string, label: string])[];
  readonly main: SafeHtml;
  readonly footer: SafeHtml;
}

/** A whole page around `main`: head with its policy, skip link, navigation, switch of colours. */
export function shell({ title, style, script, skip, sections, main, footer }: Shell): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy(style, script))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${iconSheet()}
<a class="skip" href="#main">${skip}</a>
<header class="top"><div class="wrap"><p class="brand"><strong>TransKeep</strong> readiness</p>
<nav aria-label="Sections"><ul>${sections.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
${themeSwitch()}</div></header>
<main id="main" tabindex="-1"><div class="wrap">
${main}
</div></main>
<footer class="wrap">${footer}</footer>
${script !== undefined && html`<script>${trusted(script)}</script>`}
</body>
</html>
`.text;
}
