import type { Node } from 'constructs';

/** Which build of the app the tasks run. */
export interface Release {
  /** Full Git commit, which the API tells under `/api/v1/version`. */
  readonly commit: string;
  /** `sha256:…` of the image in ECR: a tag could be read twice and mean two images. */
  readonly imageDigest: string;
}

/** So that synthesis works before anything was built. No registry has this image: deploying it would fail, and `bin/deploy.ts` refuses first. */
export const UNRELEASED: Release = { commit: '0'.repeat(40), imageDigest: `sha256:${'0'.repeat(64)}` };

/** The release named on CDK's command line by `-c commit=… -c imageDigest=…`. */
export function releaseFromContext(node: Node): Release {
  return {
    commit: node.tryGetContext('commit') ?? UNRELEASED.commit,
    imageDigest: node.tryGetContext('imageDigest') ?? UNRELEASED.imageDigest,
  };
}
