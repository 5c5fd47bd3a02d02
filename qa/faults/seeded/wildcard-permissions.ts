import type { Fault } from '../fault.ts';

/** The list of S3 actions becomes a wildcard to get over a missing permission. */
const fault: Fault = {
  id: 'wildcard-permissions',
  title: 'Tasks that may do anything with S3',
  clause: 'DEP-09.least-privilege',
  reason: /AwsSolutions-IAM5/,
  measured: { above: 0 },
  edits: [
    {
      file: 'infra/stacks/data-stack.ts',
      find: "actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],",
      replace: "actions: ['s3:*'],",
    },
  ],
};

export default fault;
