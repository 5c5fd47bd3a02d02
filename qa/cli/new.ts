import { UsageError } from '../run/errors.ts';
import { repoRoot } from '../setup/locate.mjs';
import { reportError } from './errors.ts';
import { newFault } from './new-fault.ts';
import { newGate, requireId } from './new-gate.ts';

const HELP = `Makes the files of a new part of the harness.

  npm run new gate ID      a gate: qa/gates/ID and its line in qa/cli/gates.ts; INCONCLUSIVE until it is written
  npm run new fault ID     a seeded fault: qa/faults/seeded/ID.ts
`;

const NEXT = {
  gate: `Next:
  1. qa/criteria/<area>.ts: name the gate in the clauses that it judges; the same ids in evaluate.ts.
  2. evidence.ts, gather.ts, evaluate.ts with its test: write them.
  3. npm run readiness -- --only CRITERION
  4. npm run new fault ID: until one is proven, nobody has seen the gate say no.
`,
  fault: `Next: fill it in, then \`npm run readiness -- prove ID\` shows green → red for that reason → green.
`,
};

try {
  const [kind, id, ...more] = process.argv.slice(2);
  if (kind === '--help' || kind === '-h') process.stdout.write(HELP);
  else {
    if (kind !== 'gate' && kind !== 'fault') throw new UsageError('usage: npm run new gate ID, or npm run new fault ID');
    if (more.length > 0) throw new UsageError(`one ${kind} at a time: npm run new ${kind} ID`);
    requireId(kind, id);
    const made = await (kind === 'gate' ? newGate : newFault)(id, repoRoot);
    process.stdout.write(`${made.join('\n')}\n${NEXT[kind]}`);
  }
} catch (error) {
  process.exitCode = reportError(error, 'new');
}
