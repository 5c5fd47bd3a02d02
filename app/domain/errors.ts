/** What can go wrong for reasons that a caller may know and act on. Stable: clients switch on these. */
export const DOMAIN_ERROR_CODES = [
  'not-found',
  'not-ready',
  'not-editable',
  'not-a-pdf',
  'too-large',
  'unsupported-language',
  'unsupported-tone',
  'duplicate-term',
  'too-many-terms',
  'invalid-request',
  'invalid-credentials',
  'unauthenticated',
  'idempotency-key-reused',
  'too-many-streams',
] as const;
export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number];

/** A refusal with a message fit for users. Whatever else is thrown is a defect or an outage. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: DomainErrorCode;
  constructor(code: DomainErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
