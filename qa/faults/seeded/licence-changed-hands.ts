import type { Fault } from '../fault.ts';

/** An update of a package brings another licence. */
const fault: Fault = {
  id: 'licence-changed-hands',
  title: 'Package under a licence that is not allowed',
  clause: 'SEC-15.licences',
  reason: /^yargs@\S+ is GPL-3\.0-only/,
  measured: { above: 0 },
  edits: [
    {
      file: 'package-lock.json',
      find: '"integrity": "sha512-4UEqdc2RYGHZc7Doyqkrqiln3p9X2DZVxaGbwhn2pi7MrRagKaOcIKe8L3OxYcbhXLgLFUS3zAYuQjKBQgmuNg==",\n      "license": "MIT"',
      replace:
        '"integrity": "sha512-4UEqdc2RYGHZc7Doyqkrqiln3p9X2DZVxaGbwhn2pi7MrRagKaOcIKe8L3OxYcbhXLgLFUS3zAYuQjKBQgmuNg==",\n      "license": "GPL-3.0-only"',
    },
  ],
};

export default fault;
