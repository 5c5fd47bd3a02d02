import type { Fault } from '../fault.ts';

/** Apertium translates in no tone, whichever was asked for. */
const fault: Fault = {
  id: 'tone-not-heard',
  title: 'Tone not heard, seen by the tests of the offline translation',
  clause: 'QA-02.other',
  reason: /tone\.integration\.test\.ts/,
  measured: { above: 0 },
  edits: [
    {
      file: 'app/translation/apertium/pipe.ts',
      find: "rewriteTone(stream, toneOf(stream) ?? 'neutral')",
      replace: "rewriteTone(stream, 'neutral')",
    },
  ],
  restsOn: ['app/translation/apertium'],
};

export default fault;
