import type { Fault } from '../fault.ts';

/** Somebody lets a partner read the web bucket directly, past the edge. */
const fault: Fault = {
  id: 'web-bucket-past-the-edge',
  title: 'Web bucket read by another account too',
  clause: 'DEP-05.oac-only',
  reason: /allows/,
  edits: [
    {
      file: 'infra/stacks/edge-stack.ts',
      find: '    const secured = {\n',
      replace: "    this.web.grantRead(new iam.AccountPrincipal('999999999999'));\n    const secured = {\n",
    },
  ],
};

export default fault;
