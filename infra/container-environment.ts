import type { EnvironmentName } from '@transkeep/app/config/environment.ts';
import type { Environment } from './environments.ts';
import type { Release } from './release.ts';

/** Port of the API, and of the worker's health endpoints, inside their containers. */
export const APP_PORT = 3000;

/**
 * The app's settings that anybody may read, by the names of `app/config`. Whatever holds a password is in
 * `constructs/app-task.ts` and comes from Secrets Manager.
 */
export function plainSettings(environment: Environment, release: Release, filesBucket: string): Partial<Record<EnvironmentName, string>> {
  return {
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    PORT: String(APP_PORT),
    PUBLIC_URL: `https://${environment.domainName}`,
    S3_REGION: environment.region,
    S3_BUCKET: filesBucket,
    MAIL_FROM: environment.mailFrom,
    // The load balancer and CloudFront's VPC origin both sit in the VPC; the next address to the left is the user's.
    TRUSTED_PROXIES: environment.vpcCidr,
    RATE_LIMIT: 'on',
    LOG_LEVEL: 'info',
    GIT_COMMIT: release.commit,
    IMAGE_DIGEST: release.imageDigest,
    ...translationSettings(environment),
    MAX_UPLOAD_MB: '25',
    WORKER_CONCURRENCY: '2',
  };
}

function translationSettings({ translation, region }: Environment): Partial<Record<EnvironmentName, string>> {
  return {
    TRANSLATION_ENGINE: translation.engine,
    ...(translation.engine !== 'apertium' && { TRANSLATION_USD_PER_MILLION_CHARACTERS: String(translation.usdPerMillionCharacters) }),
    ...(translation.engine === 'aws' && { AWS_TRANSLATE_REGION: region }),
    ...(translation.engine === 'openai-compatible' && {
      CHAT_API_URL: translation.apiUrl,
      CHAT_MODEL: translation.model,
      CHAT_LANGUAGES: translation.languages.join(','),
    }),
  };
}
