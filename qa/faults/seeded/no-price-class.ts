import type { Fault } from '../fault.ts';

/** The choice of edge locations is lost: CloudFormation takes the dearest. */
const fault: Fault = {
  id: 'no-price-class',
  title: 'Distribution without a price class',
  clause: 'DEP-05.price-class',
  reason: /names no price class/,
  edits: [
    {
      file: 'infra/stacks/edge-stack.ts',
      find: "    acknowledge(this.distribution, {\n      'AwsSolutions-CFR1'",
      replace:
        "    (this.distribution.node.defaultChild as cloudfront.CfnDistribution).addPropertyDeletionOverride('DistributionConfig.PriceClass');\n    acknowledge(this.distribution, {\n      'AwsSolutions-CFR1'",
    },
  ],
};

export default fault;
