import type { Fault } from '../fault.ts';

/** The API moves to a capacity provider of EC2 machines, which somebody must patch. */
const fault: Fault = {
  id: 'api-off-fargate',
  title: 'API on an auto-scaling group of its own',
  clause: 'DEP-02.fargate',
  reason: /uses /,
  edits: [
    {
      file: 'infra/stacks/compute-stack.ts',
      find: "capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],",
      replace: "capacityProviderStrategies: [{ capacityProvider: 'ec2-machines', weight: 1 }],",
    },
  ],
};

export default fault;
