import type { Fault } from '../fault.ts';

/** Two of the four public access blocks go, so that a file can be shown to a customer. */
const fault: Fault = {
  id: 'bucket-may-become-public',
  title: 'Bucket that a policy could make public',
  clause: 'DEP-09.private-buckets',
  reason: /lacks BlockPublicPolicy/,
  edits: [
    { file: 'infra/constructs/private-bucket.ts', find: 's3.BlockPublicAccess.BLOCK_ALL', replace: 's3.BlockPublicAccess.BLOCK_ACLS_ONLY' },
  ],
};

export default fault;
