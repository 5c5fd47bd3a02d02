import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { SecretScanner } from '../../material/secret-scanner.ts';
import type { SupplyChainEvidence } from './evidence.ts';

type History = Omit<SupplyChainEvidence['history'], 'control'>;

/** Marks where a commit begins; cannot be a line of a patch, which begin with +, -, @ or a word of git's. */
const COMMIT = '\u0001';

/** A file's name in a patch: git puts one with `"`, `\` or control characters in quotes, and a tab behind one with a space. */
const FILE_NAME = /^\+\+\+ "?b\/(.*?)"?\t?$/;

/** Every line that any commit of any branch ever added, streamed: what was removed later is still in the history. */
export async function scanHistory(context: GatherContext, scanner: SecretScanner, root: string): Promise<History> {
  const git = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await context.run('git', args, { cwd: root });
    if (exitCode !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim()}`);
    return stdout.trim();
  };
  const shallow = (await git('rev-parse', '--is-shallow-repository')) === 'true';
  const commits = Number(await git('rev-list', '--all', '--count'));
  const history: History = { shallow, commits, scannedCommits: 0, addedLines: 0, findings: [] };
  for await (const { commit, path, lines } of addedLines(root, context.signal)) {
    if (path === null) {
      history.scannedCommits += 1;
      continue;
    }
    history.addedLines += lines.length;
    history.findings.push(...(await scanner.scan(`${commit.slice(0, 12)}:${path}`, lines.join('\n'))));
  }
  return history;
}

interface Added {
  readonly commit: string;
  /** `null`: the commit itself, which may have added nothing. */
  readonly path: string | null;
  readonly lines: readonly string[];
}

async function* addedLines(root: string, signal: AbortSignal): AsyncGenerator<Added> {
  const options = [
    '--all',
    '-m',
    '-p',
    '-U0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--irreversible-delete',
    '--src-prefix=a/',
    '--dst-prefix=b/',
  ];
  const git = spawn('git', ['-c', 'core.quotePath=false', 'log', ...options, `--format=${COMMIT}%H`], {
    cwd: root,
    signal,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(git, 'close') as Promise<[number | null]>;
  let commit = '';
  let path: string | null = null;
  let lines: string[] = [];
  // With -m a merge comes once per parent: it is one commit all the same.
  const seen = new Set<string>();
  for await (const line of linesOf(git.stdout)) {
    if (!line.startsWith(COMMIT) && !line.startsWith('diff --git ')) {
      // Only the first can be the name: an added line may look like one.
      const name: string | undefined = path === null ? FILE_NAME.exec(line)?.[1] : undefined;
      if (name !== undefined) path = name;
      else if (line.startsWith('+')) lines.push(line.slice(1));
      continue;
    }
    if (path !== null && lines.length > 0) yield { commit, path, lines };
    path = null;
    lines = [];
    if (!line.startsWith(COMMIT)) continue;
    commit = line.slice(1).split(' ')[0] ?? '';
    if (!seen.has(commit)) yield { commit, path: null, lines: [] };
    seen.add(commit);
  }
  if (path !== null && lines.length > 0) yield { commit, path, lines };
  const [code] = await ended;
  if (code !== 0) throw new Error(`git log ended with code ${code}`);
}

/** Lines as git ends them. `node:readline` also ends them at a lone CR, and what follows one would look like no added line. */
async function* linesOf(output: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of output.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
