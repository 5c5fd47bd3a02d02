// `node qa/setup/complete-lock.mjs [--check]`: completes package-lock.json after packages with platform binaries were
// added (see README.md). --check only says what is missing, exit 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from './locate.mjs';
import { completeLock } from './lock-file.mjs';

const file = join(repoRoot, 'package-lock.json');
const checkOnly = process.argv.includes('--check');
const { lock, added, unplaced } = completeLock(JSON.parse(readFileSync(file, 'utf8')));
for (const path of added) console.log(`${checkOnly ? 'missing' : 'added'} ${path}`);
for (const name of unplaced) console.log(`left out ${name}: its name does not say for which platform it is`);
if (checkOnly) process.exitCode = added.length > 0 ? 1 : 0;
else if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `${added.length} packages` : 'the lock is complete');
