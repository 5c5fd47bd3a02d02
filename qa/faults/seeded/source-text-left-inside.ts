import type { Fault } from '../fault.ts';

/** Erasing is skipped: the translation lies on top, and the old text can still be selected and searched. */
const fault: Fault = {
  id: 'source-text-left-inside',
  title: 'Source text left inside the translated PDF',
  clause: 'QA-10.residual-source',
  reason: /worst of /,
  measured: { above: 0 },
  edits: [
    {
      file: 'app/pdf/edit/erase.ts',
      find: '  const { bytes, resources } = rewrite(context, tree, content, erasure, clones);',
      replace: '  const { bytes, resources } = rewrite(context, tree, content, { glyphs: new Map(), paths: erasure.paths }, clones);',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
