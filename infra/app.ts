import { App, CloudFormationValidatePlugin, Tags, Validations } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { RecordedChecks } from './constructs/recorded-checks.ts';
import type { Environment } from './environments.ts';
import type { Release } from './release.ts';
import { ComputeStack } from './stacks/compute-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { GlobalStack } from './stacks/global-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';

/**
 * In code rather than in cdk.json, which only CDK's own command line reads: `node bin/transkeep.ts` and `cdk synth`
 * must make the same templates.
 */
const CONTEXT = {
  ...featureFlags,
  // A stack whose value another one uses cannot be deleted under it.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/** An app that is still empty, with the project's feature flags. Its templates go to `outdir`; absent, to CDK's own choice. */
export function newApp(outdir?: string): App {
  return new App({
    context: CONTEXT,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false, // `addChecks` adds it, recorded
    ...(outdir === undefined ? {} : { outdir }),
  });
}

/** One for all apps of a process: it compiles its rules when first used, for seconds. */
const schemaCheck = new CloudFormationValidatePlugin();

/**
 * Has synthesis check every template against CloudFormation's own schemas and every construct against AWS's rules of
 * good architecture. A finding nobody has acknowledged ends it with an error. Takes about half of its time.
 */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(...RecordedChecks.all(new AwsSolutionsChecks(app), schemaCheck));
}

/** Fills the app with every stack of one environment; returns them by name. This is the architecture: read it as the picture in the README. */
export function addStacks(app: App, { environment, release }: { readonly environment: Environment; readonly release: Release }) {
  const env = { account: environment.account, region: environment.region };
  const stack = (name: string) => `TransKeep-${environment.name}-${name}`;

  const network = new NetworkStack(app, stack('network'), { env, environment });
  const { vpc } = network;
  const data = new DataStack(app, stack('data'), { env, environment, vpc });
  const compute = new ComputeStack(app, stack('compute'), { env, environment, release, vpc, data });
  const global = new GlobalStack(app, stack('global'), { env: { ...env, region: 'us-east-1' }, environment });
  const edge = new EdgeStack(app, stack('edge'), { env, environment, compute, global });
  const observability = new ObservabilityStack(app, stack('observability'), { env, environment, compute, data });
  const pipeline = new PipelineStack(app, stack('pipeline'), { env, environment, data, compute, edge });

  Tags.of(app).add('project', 'transkeep');
  Tags.of(app).add('environment', environment.name);
  return { network, data, compute, global, edge, observability, pipeline };
}
