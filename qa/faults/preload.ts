import { appendFileSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyEdit } from './apply-edits.ts';
import type { Edit } from './fault.ts';

/**
 * Loaded by `--import` before the app's entry file: source text is replaced as Node loads it. Every replacement is noted in a file,
 * so that a fault whose target was never loaded cannot pass for one that went unnoticed.
 */
const spec = JSON.parse(readFileSync(requireVariable('TRANSKEEP_FAULT'), 'utf8')) as { root: string; edits: Edit[]; appliedFile: string };
const editsByUrl = Map.groupBy(spec.edits, ({ file }) => pathToFileURL(join(spec.root, file)).href);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const edits = editsByUrl.get(url.split('?', 1)[0] ?? url);
    if (!edits) return loaded;
    try {
      const text = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
      const source = edits.reduce((before, edit) => applyEdit(before, edit, edit.file), text);
      for (const { file } of edits) appendFileSync(spec.appliedFile, `${file}\n`);
      return { ...loaded, source };
    } catch (error) {
      // The app might catch a failing import and go on without the fault: nothing may go on.
      process.stderr.write(`seeded fault: ${(error as Error).message}\n`);
      process.exit(70);
    }
  },
});

function requireVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must name the file that describes the fault`);
  return value;
}
