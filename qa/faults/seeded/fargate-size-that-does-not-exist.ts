import type { Fault } from '../fault.ts';

/** The API gets a little more memory, in a combination with its CPU that Fargate does not offer. */
const fault: Fault = {
  id: 'fargate-size-that-does-not-exist',
  title: 'Task size that Fargate does not offer',
  clause: 'DEP-02.accepted',
  reason: /Cpu '1000' is not compatible with Memory/,
  edits: [
    {
      file: 'infra/environments.ts',
      find: 'api: { minTasks: 2, maxTasks: 5, cpu: 1024, memoryMib: 2048 }',
      replace: 'api: { minTasks: 2, maxTasks: 5, cpu: 1000, memoryMib: 2048 }',
    },
  ],
};

export default fault;
