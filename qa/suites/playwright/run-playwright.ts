import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { withOwnUsers } from '../own-users.ts';
import { type Attachment, type BrowserTest, joinTests, type PlaywrightReport } from './outcome.ts';

/** Name under which the outcome is saved, for the gate that looks for flaky tests. */
export const BROWSER_OUTCOME_FILE = 'outcome.json';

export interface BrowserRun {
  readonly tests: readonly BrowserTest[];
  /** What each test left in all its attempts, in the order of `tests`; empty for one that did not run. */
  readonly attachments: readonly (readonly Attachment[])[];
  readonly exitCode: number | null;
}

/**
 * Runs one project of the browser suites, against the context's system where it is about that, with a user of its own where users can be made, and
 * says for every declared test what became of it. Report and pictures are saved as evidence. Throws when
 * Playwright could not even list or report.
 */
export async function runPlaywright(context: GatherContext, project: 'e2e' | 'a11y' | 'report-page'): Promise<BrowserRun> {
  const { repoRoot, workDir } = context;
  const stackFile = join(workDir, 'stack.json');
  if (project !== 'report-page') {
    context.progress('making a user of its own');
    await writeFile(stackFile, JSON.stringify(await withOwnUsers(context, ['user'])), { mode: 0o600 });
  }

  const playwright = async (reportFile: string, ...more: string[]) => {
    const args = [
      join(repoRoot, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      join(repoRoot, 'qa/suites/e2e/playwright.config.ts'),
    ];
    const output = ['--output', join(workDir, 'output'), '--reporter', 'json'];
    return context.run(process.execPath, [...args, '--project', project, ...output, ...more], {
      env: { TRANSKEEP_STACK_FILE: stackFile, TRANSKEEP_CHROMIUM: context.tool('chromium'), PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
    });
  };
  const listFile = join(workDir, 'declared.json');
  const reportFile = join(workDir, 'results.json');
  context.progress('listing what is declared');
  const list = await playwright(listFile, '--list');
  const declared = await readReport(listFile, `playwright --list ended with ${list.exitCode}: ${lastLine(list.stderr)}`);
  context.progress(`running the suite ${project}`);
  const { exitCode, stderr } = await playwright(reportFile);
  const results = await readReport(reportFile, `playwright ended with ${exitCode} and reported nothing: ${lastLine(stderr)}`);

  const { tests, attachments } = joinTests(declared, results);
  await context.saveFile('playwright-results.json', reportFile);
  await context.save(BROWSER_OUTCOME_FILE, JSON.stringify(tests));
  await savePictures(context, tests, attachments);
  return { tests, attachments, exitCode };
}

async function savePictures(
  context: GatherContext,
  tests: readonly BrowserTest[],
  attachments: readonly (readonly Attachment[])[],
): Promise<void> {
  const seen = new Map<string, number>();
  for (const [index, own] of attachments.entries()) {
    for (const { name, contentType, path, body } of own) {
      const extension = contentType === 'image/jpeg' ? 'jpg' : contentType === 'application/zip' ? 'zip' : undefined;
      if (!extension) continue;
      const base = `${slug(tests[index]?.title ?? '')}/${slug(name)}`;
      const attempt = (seen.get(base) ?? 0) + 1;
      seen.set(base, attempt);
      const file = `${base}${attempt > 1 ? `-attempt-${attempt}` : ''}.${extension}`;
      if (path) await context.saveFile(file, path);
      else if (body) await context.save(file, Buffer.from(body, 'base64'));
    }
  }
}

async function readReport(path: string, otherwise: string): Promise<PlaywrightReport> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(otherwise, { cause });
  });
  return JSON.parse(text) as PlaywrightReport;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing';
