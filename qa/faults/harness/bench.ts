import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportGate, StackHandle, Tool } from '@transkeep/reports/contract/index.ts';
import { gates } from '../../cli/gates.ts';
import { thresholdsOf } from '../../criteria/catalogue.ts';
import { criteria } from '../../criteria/index.ts';
import { runGate } from '../../run/gathering/run-gate.ts';
import { loadGate } from '../../run/plan/plan.ts';
import { type Judgement, judgeGate } from '../../run/verdicts/judge.ts';

export const projectRoot = resolve(import.meta.dirname, '../../..');

/** A checkout of made-up files in which real gates gather, in processes of their own, and what they say of it. */
export class Bench implements AsyncDisposable {
  readonly root: string;
  readonly runDir: string;

  private constructor(folder: string) {
    this.root = join(folder, 'checkout');
    this.runDir = join(folder, 'run');
  }

  /** `files`: what the checkout holds, by path. */
  static async open(files: Readonly<Record<string, string>>): Promise<Bench> {
    const bench = new Bench(await mkdtemp(join(tmpdir(), 'bench-')));
    await mkdir(join(bench.runDir, 'evidence'), { recursive: true });
    for (const [path, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
      await mkdir(dirname(join(bench.root, path)), { recursive: true });
      await writeFile(join(bench.root, path), text, { mode: 0o755 });
    }
    return bench;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(dirname(this.root), { recursive: true, force: true });
  }

  /** Runs a real gate here. `gathered`: the gates that ran before it. */
  async gather(
    id: string,
    {
      stack = null,
      tools = {},
      gathered = [],
      profile = 'full',
    }: { stack?: StackHandle | null; tools?: Partial<Record<Tool, string>>; gathered?: string[]; profile?: 'full' | 'smoke' } = {},
  ): Promise<ReportGate> {
    const gate = await loadGate(gates, id);
    const run = await runGate(gate, {
      registryUrl: pathToFileURL(join(projectRoot, 'qa/cli/gates.ts')).href,
      runDir: this.runDir,
      repoRoot: this.root,
      profile,
      tools,
      toolVersions: {},
      stack,
      runMark: `bench-${id}`,
      gathered,
      signal: AbortSignal.timeout(200_000),
      progress: () => undefined,
    });
    return { id, title: gate.title, exclusive: gate.exclusive, ...run };
  }

  /** Judges what the gate left, as a run does. */
  async judge(result: ReportGate): Promise<Judgement> {
    return judgeGate(await loadGate(gates, result.id), result, this.runDir, thresholdsOf(criteria));
  }

  async gatherAndJudge(id: string, options?: Parameters<Bench['gather']>[1]): Promise<Judgement> {
    return this.judge(await this.gather(id, options));
  }
}

/** What a clause of a gate comes to: its verdict and why. No answer at all is INCONCLUSIVE with the gate's problem. */
export function said({ answers, problem }: Judgement): { verdicts: string[]; why: string } {
  const verdicts = problem === undefined ? [...new Set(answers.map(({ verdict }) => verdict))] : ['INCONCLUSIVE'];
  return { verdicts, why: problem ?? answers.map(({ reason }) => reason).join('; ') };
}

/** A vitest that says what it is told to: what is declared, what ran, and the coverage. `undefined`: it writes nothing of the kind. */
export function fakeVitest(says: { declared?: unknown; results?: unknown; coverage?: unknown; exitCode?: number }): Record<string, string> {
  return {
    'qa/gates/coverage/critical-files.json': '[]',
    'qa/gates/coverage/tests-at-last-go.json': '{ "commit": null, "tests": 1 }',
    'node_modules/vitest/vitest.mjs': `
      import { mkdirSync, writeFileSync } from 'node:fs';
      const says = ${JSON.stringify(says)};
      const option = (name) => process.argv.find((arg) => arg.startsWith(name + '='))?.slice(name.length + 1);
      const write = (file, content) => { if (file && content !== undefined) writeFileSync(file, JSON.stringify(content)); };
      if (process.argv.includes('list')) write(option('--json'), says.declared);
      else {
        write(process.env.TRANSKEEP_RESULTS_FILE, says.results);
        const folder = option('--coverage.reportsDirectory');
        if (folder) mkdirSync(folder, { recursive: true });
        if (folder) write(folder + '/coverage-final.json', says.coverage);
        process.exitCode = says.exitCode ?? 0;
      }`,
  };
}

/** What vitest reports of one file whose tests all passed at once. */
export function passedFile(file: string, tests: number): unknown {
  return {
    file,
    error: null,
    tests: Array.from({ length: tests }, (_, index) => ({
      test: `test ${index}`,
      state: 'passed',
      attemptsMade: 1,
      attempts: [{ passed: true, message: '', durationMs: 1 }],
    })),
  };
}

/** A Playwright that writes these reports, for `--list` and for the run. `undefined`: nothing. */
export function fakePlaywright(listed: unknown, ran: unknown): Record<string, string> {
  return {
    'node_modules/@playwright/test/cli.js': `
      import { writeFileSync } from 'node:fs';
      const says = ${JSON.stringify({ listed, ran })};
      const report = process.argv.includes('--list') ? says.listed : says.ran;
      if (report !== undefined) writeFileSync(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE, JSON.stringify(report));`,
  };
}
