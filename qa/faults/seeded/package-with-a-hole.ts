import type { Fault } from '../fault.ts';

/** A package of 2013 comes in with an example, and with a critical advisory (GHSA-xvch-5gv4-984h). */
const fault: Fault = {
  id: 'package-with-a-hole',
  title: 'Dependency with a critical vulnerability',
  clause: 'SEC-15.advisories',
  reason: /^critical: .*minimist/,
  measured: { above: 0 },
  edits: [
    {
      file: 'package.json',
      find: '    "@biomejs/biome": "^2.6.8",\n',
      replace: '    "minimist": "0.0.8",\n    "@biomejs/biome": "^2.6.8",\n',
    },
    {
      file: 'package-lock.json',
      find: '        "@biomejs/biome": "^2.6.8",\n',
      replace: '        "minimist": "0.0.8",\n        "@biomejs/biome": "^2.6.8",\n',
    },
    {
      file: 'package-lock.json',
      find: '    "node_modules/zod": {\n',
      replace: '    "node_modules/minimist": {\n      "version": "0.0.8",\n      "license": "MIT"\n    },\n    "node_modules/zod": {\n',
    },
  ],
};

export default fault;
