import type { Fault } from '../fault.ts';

/** A merge leaves a package in the lockfile that nothing asks for: it is installed, and the bill of materials does not know it. */
const fault: Fault = {
  id: 'lockfile-with-an-orphan',
  title: 'Package that the bill of materials does not list',
  clause: 'SEC-15.sbom',
  reason: /1 packages of the lockfile are not listed: left-behind@1\.0\.0/,
  edits: [
    {
      file: 'package-lock.json',
      find: '    "node_modules/zod": {\n',
      replace: '    "node_modules/left-behind": {\n      "version": "1.0.0",\n      "license": "MIT"\n    },\n    "node_modules/zod": {\n',
    },
  ],
};

export default fault;
