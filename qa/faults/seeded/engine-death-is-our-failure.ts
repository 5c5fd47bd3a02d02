import type { Fault } from '../fault.ts';

/** The death of an engine process is no longer a refusal: a bomb is tried again and again, and the user reads that the failure was ours. */
const fault: Fault = {
  id: 'engine-death-is-our-failure',
  title: 'Decompression bomb reported as our own failure',
  clause: 'SEC-11.bomb',
  reason: /was refused as internal instead of too-complex/,
  edits: [
    {
      file: 'app/pdf/process/engine-process.ts',
      find: "new PdfRefusal('too-complex', undefined, {\n                cause: new Error(watch.reason",
      replace: "new Error('the engine process ended', {\n                cause: new Error(watch.reason",
    },
  ],
};

export default fault;
