import type { Fault } from '../fault.ts';

/** The encryption is dropped together with the key, to restore a snapshot elsewhere. */
const fault: Fault = {
  id: 'database-in-plain-text',
  title: 'Production database not encrypted',
  clause: 'DEP-07.encrypted',
  reason: /is not encrypted/,
  edits: [
    {
      file: 'infra/constructs/database.ts',
      find: '      storageEncrypted: true,\n      storageEncryptionKey: props.key,\n',
      replace: '      storageEncrypted: false,\n',
    },
  ],
  alsoRed: ['DEP-09'],
};

export default fault;
