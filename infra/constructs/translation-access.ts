import type { EnvironmentName } from '@transkeep/app/config/environment.ts';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Environment } from '../environments.ts';

/** Of the engines that want a key: the setting of the app, and the last part of the secret `transkeep/ENVIRONMENT/…`. */
const KEYS = {
  deepl: { name: 'DEEPL_API_KEY', secret: 'deepl' },
  'openai-compatible': { name: 'CHAT_API_KEY', secret: 'chat' },
} as const satisfies Record<string, { name: EnvironmentName; secret: string }>;

/** The key of the chosen engine, from a secret that a person fills in; nothing for an engine without one. */
export function translationSecrets(scope: Construct, { name, translation }: Environment): Partial<Record<EnvironmentName, ecs.Secret>> {
  if (translation.engine !== 'deepl' && translation.engine !== 'openai-compatible') return {};
  const key = KEYS[translation.engine];
  const secret = secretsmanager.Secret.fromSecretNameV2(scope, 'TranslationKey', `transkeep/${name}/${key.secret}`);
  return { [key.name]: ecs.Secret.fromSecretsManager(secret) };
}

/** Amazon Translate, where it is chosen: the API only asks which languages there are, the worker translates. */
export function allowTranslation(definition: ecs.TaskDefinition, { translation }: Environment, task: 'api' | 'worker'): void {
  if (translation.engine !== 'aws') return;
  const actions = ['translate:ListLanguages', ...(task === 'worker' ? ['translate:TranslateText'] : [])];
  definition.addToTaskRolePolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
}
