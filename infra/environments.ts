import { type Draft, placeholder, resolveDraft, type Unfilled } from './placeholders.ts';

/** How many tasks of a kind may run, and how big each is (Fargate's CPU units and MiB). */
export interface TaskSize {
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly cpu: number;
  readonly memoryMib: number;
}

/**
 * Which engine translates. The keys of services are no settings: a person puts them into the secrets that
 * `constructs/translation-access.ts` names, and only the chosen engine's is read.
 */
export type Translation =
  | { readonly engine: 'apertium' }
  /** In the region of the environment, with the tasks' own roles. */
  | { readonly engine: 'deepl' | 'aws'; readonly usdPerMillionCharacters: number }
  | {
      readonly engine: 'openai-compatible';
      readonly usdPerMillionCharacters: number;
      /** Up to and without /chat/completions. */
      readonly apiUrl: string;
      readonly model: string;
      readonly languages: readonly string[];
    };

/** Everything in which two deployments of TransKeep differ. One AWS account each; nothing is looked up. */
export interface Environment {
  readonly name: 'production' | 'staging';
  readonly account: string;
  readonly region: string;
  readonly availabilityZones: readonly string[];
  readonly vpcCidr: string;
  /** One per zone where losing a zone must not cut the others off. */
  readonly natGateways: number;
  readonly cloudFrontPrefixListId: string;
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly edgeLocations: 'europe-and-north-america' | 'world';
  readonly api: TaskSize;
  readonly worker: TaskSize;
  readonly database: {
    readonly instanceClass: string;
    readonly multiAz: boolean;
    readonly backupDays: number;
    readonly storageGib: number;
    readonly maxStorageGib: number;
  };
  /** Queue and cache: node type of each, and how many nodes (the primary included). */
  readonly redis: { readonly queueNodeType: string; readonly cacheNodeType: string; readonly nodes: number };
  readonly translation: Translation;
  readonly mailFrom: string;
  readonly onCallEmail: string;
  readonly slack: { readonly workspaceId: string; readonly channelId: string };
  readonly github: { readonly owner: string; readonly repository: string; readonly environment: string };
  /** The OpenTelemetry sidecar, by digest, so that a deployment can be repeated. */
  readonly telemetryAgentImage: string;
}

const production: Draft<Environment> = {
  name: 'production',
  account: placeholder('the AWS account id: aws sts get-caller-identity', '111122223333'),
  region: 'eu-central-1',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  vpcCidr: '10.40.0.0/16',
  natGateways: 2,
  cloudFrontPrefixListId: placeholder(
    'the id of com.amazonaws.global.cloudfront.origin-facing: aws ec2 describe-managed-prefix-lists',
    'pl-00000000000000000',
  ),
  domainName: placeholder('the domain that was bought', 'transkeep.example'),
  hostedZoneId: placeholder('its zone: aws route53 list-hosted-zones', 'Z0000000000000000000'),
  edgeLocations: 'europe-and-north-america',
  api: { minTasks: 2, maxTasks: 5, cpu: 1024, memoryMib: 2048 },
  worker: { minTasks: 2, maxTasks: 10, cpu: 2048, memoryMib: 4096 },
  database: { instanceClass: 'm7g.large', multiAz: true, backupDays: 14, storageGib: 100, maxStorageGib: 400 },
  redis: { queueNodeType: 'cache.t4g.medium', cacheNodeType: 'cache.t4g.medium', nodes: 2 },
  translation: { engine: 'apertium' },
  mailFrom: placeholder('a sender verified in SES', 'TransKeep <hello@transkeep.example>'),
  onCallEmail: placeholder('who is woken by a critical alarm', 'on-call@transkeep.example'),
  slack: {
    workspaceId: placeholder('the Slack workspace, authorised once in the Amazon Q Developer console', 'T00000000'),
    channelId: placeholder('the Slack channel for warnings', 'C00000000'),
  },
  github: {
    owner: placeholder('the GitHub organisation', 'example'),
    repository: 'transkeep',
    environment: 'production',
  },
  telemetryAgentImage: placeholder(
    'public.ecr.aws/cloudwatch-agent/cloudwatch-agent@sha256:… of the release to run',
    'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest',
  ),
};

/** Production's shape at the smallest size that still deploys every resource; losing a task or a zone is accepted. */
const staging: Draft<Environment> = {
  ...production,
  name: 'staging',
  account: placeholder('the AWS account id of staging', '444455556666'),
  vpcCidr: '10.50.0.0/16',
  natGateways: 1,
  domainName: placeholder('the domain of staging', 'staging.transkeep.example'),
  hostedZoneId: placeholder('its zone: aws route53 list-hosted-zones', 'Z1111111111111111111'),
  api: { minTasks: 1, maxTasks: 2, cpu: 512, memoryMib: 1024 },
  worker: { minTasks: 1, maxTasks: 2, cpu: 1024, memoryMib: 2048 },
  database: { instanceClass: 't4g.medium', multiAz: false, backupDays: 1, storageGib: 20, maxStorageGib: 50 },
  redis: { queueNodeType: 'cache.t4g.micro', cacheNodeType: 'cache.t4g.micro', nodes: 2 },
  github: { owner: placeholder('the GitHub organisation', 'example'), repository: 'transkeep', environment: 'staging' },
};

const DRAFTS = { production, staging };

export const ENVIRONMENT_NAMES = Object.freeze(Object.keys(DRAFTS) as (keyof typeof DRAFTS)[]);

/** The environment of that name, and what a person must still fill in. Throws one line that lists the known names. */
export function environmentNamed(name: string): { readonly environment: Environment; readonly unfilled: readonly Unfilled[] } {
  const draft = Object.hasOwn(DRAFTS, name) ? DRAFTS[name as keyof typeof DRAFTS] : undefined;
  if (draft === undefined)
    throw new RangeError(`No environment is called ${name}: infra/environments.ts has ${ENVIRONMENT_NAMES.join(', ')}.`);
  const { value, unfilled } = resolveDraft<Environment>(draft);
  return { environment: value, unfilled };
}
