import { CrossStackReferences, ReferenceStrength, Stack, type StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { WebAcl } from '../constructs/web-acl.ts';
import type { Environment } from '../environments.ts';

/** What CloudFront demands in us-east-1: its certificate and its web ACL. */
export class GlobalStack extends Stack {
  readonly certificate: acm.Certificate;
  readonly webAcl: WebAcl;

  constructor(scope: Construct, id: string, props: StackProps & { readonly environment: Environment }) {
    super(scope, id, props);
    const { environment } = props;
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: environment.hostedZoneId,
      zoneName: environment.domainName,
    });
    this.certificate = new acm.Certificate(this, 'Certificate', {
      domainName: environment.domainName,
      validation: acm.CertificateValidation.fromDns(zone),
    });
    this.webAcl = new WebAcl(this, 'WebAcl', { environment });
    // Read by the edge from another region. A strong reference would copy them by a Lambda of CDK's own at each end.
    CrossStackReferences.of(this.certificate).produce(ReferenceStrength.WEAK);
    CrossStackReferences.of(this.webAcl.acl).produce(ReferenceStrength.WEAK);
  }
}
