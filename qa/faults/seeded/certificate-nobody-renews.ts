import type { Fault } from '../fault.ts';

/** The certificate is validated by e-mail, so nothing renews it. */
const fault: Fault = {
  id: 'certificate-nobody-renews',
  title: 'Certificate validated by e-mail',
  clause: 'DEP-13.certificate',
  reason: /not validated by DNS/,
  edits: [
    {
      file: 'infra/stacks/global-stack.ts',
      find: 'acm.CertificateValidation.fromDns(zone)',
      replace: 'acm.CertificateValidation.fromEmail()',
    },
  ],
};

export default fault;
