import { Fn, SecretValue } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

const NO_ROTATION =
  'Tasks read it once, when they start: rotated by a deployment that renews it and rolls the tasks (README, «Renewing a secret»).';

/** A password nobody ever sees: Secrets Manager makes it up. Letters and digits only, as it becomes part of a URL. */
export class GeneratedSecret extends secretsmanager.Secret {
  constructor(scope: Construct, id: string, props: { readonly secretName: string; readonly description: string; readonly length: number }) {
    super(scope, id, {
      secretName: props.secretName,
      description: props.description,
      generateSecretString: { excludePunctuation: true, passwordLength: props.length },
    });
    acknowledge(this, { 'AwsSolutions-SMG4': NO_ROTATION });
  }
}

/**
 * A connection URL with a generated password inside, kept as a secret of its own, because the app takes each connection as
 * one URL. The template holds only `{{resolve:…}}`: CloudFormation puts the password in while it deploys.
 */
export class ConnectionUrlSecret extends secretsmanager.Secret {
  /** `url` gets the password as a dynamic reference and returns the URL's parts, in order. */
  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly secretName: string;
      readonly description: string;
      readonly password: secretsmanager.Secret;
      readonly url: (password: string) => string[];
    },
  ) {
    // Unwrapped into another secret's value, the one place where CloudFormation keeps it as secret as before.
    const password = SecretValue.secretsManager(props.password.secretArn).unsafeUnwrap();
    super(scope, id, {
      secretName: props.secretName,
      description: props.description,
      secretStringValue: SecretValue.unsafePlainText(Fn.join('', props.url(password))),
    });
    acknowledge(this, { 'AwsSolutions-SMG4': NO_ROTATION });
  }
}
