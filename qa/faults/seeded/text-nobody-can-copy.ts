import type { Fault } from '../fault.ts';

/** The way back from glyphs to characters is left out of the fonts: the page looks right, and nobody can search it. */
const fault: Fault = {
  id: 'text-nobody-can-copy',
  title: 'New text that cannot be read out again',
  clause: 'QA-10.word-recall',
  reason: /short: .*handbook \(/,
  measured: { below: 0.998 },
  edits: [
    {
      file: 'app/pdf/typeset/embed.ts',
      find: '      ToUnicode: context.register(flateStream(context, toUnicode(this.#used))),\n',
      replace: '',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
