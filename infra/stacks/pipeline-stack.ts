import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { Environment } from '../environments.ts';
import type { ComputeStack } from './compute-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';

const GITHUB = 'token.actions.githubusercontent.com';
/** Roles that `cdk bootstrap` makes; entering them is all that `cdk deploy` needs. */
const BOOTSTRAP_ROLES = ['deploy-role', 'file-publishing-role', 'lookup-role'];

interface PipelineStackProps extends StackProps {
  readonly environment: Environment;
  readonly data: DataStack;
  readonly compute: ComputeStack;
  readonly edge: EdgeStack;
}

/** Lets one GitHub environment of one repository deploy, without any stored AWS key. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { environment, data, compute, edge } = props;
    const { owner, repository, environment: githubEnvironment } = environment.github;
    const provider = new iam.OidcProviderNative(this, 'GitHub', { url: `https://${GITHUB}`, clientIds: ['sts.amazonaws.com'] });
    const role = new iam.Role(this, 'Deploy', {
      description: 'Deployments by GitHub Actions',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new iam.WebIdentityPrincipal(provider.oidcProviderArn, {
        StringEquals: {
          [`${GITHUB}:aud`]: 'sts.amazonaws.com',
          [`${GITHUB}:sub`]: `repo:${owner}/${repository}:environment:${githubEnvironment}`,
        },
      }),
    });
    const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
      role.addToPolicy(new iam.PolicyStatement({ actions, resources, ...(conditions && { conditions }) }));

    for (const region of new Set([this.region, 'us-east-1'])) {
      allow(
        ['sts:AssumeRole'],
        BOOTSTRAP_ROLES.map((name) => `arn:aws:iam::${this.account}:role/cdk-hnb659fds-${name}-${this.account}-${region}`),
      );
    }
    allow(['ecr:GetAuthorizationToken'], ['*']);
    allow(
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:InitiateLayerUpload',
        'ecr:UploadLayerPart',
        'ecr:CompleteLayerUpload',
        'ecr:PutImage',
        'ecr:DescribeImages',
      ],
      [data.repository.repositoryArn],
    );
    const { definition } = compute.migration;
    allow(['ecs:RunTask'], [definition.taskDefinitionArn], { ArnEquals: { 'ecs:cluster': compute.cluster.clusterArn } });
    allow(['iam:PassRole'], [definition.taskRole.roleArn, definition.obtainExecutionRole().roleArn]);
    role.addManagedPolicy(edge.publishing);
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]': 'ecr:GetAuthorizationToken takes no resource.',
    });
    new CfnOutput(this, 'DeployRoleArn', { value: role.roleArn });
  }
}
