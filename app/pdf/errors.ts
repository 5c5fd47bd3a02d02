export const REFUSAL_CODES = ['encrypted', 'scanned', 'not-a-pdf', 'too-large', 'too-complex', 'damaged', 'unsupported-language'] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What a person is told; `detail` in the constructor replaces it where more is known. */
const MESSAGES: Record<RefusalCode, string> = {
  encrypted: 'This PDF is protected by a password. Upload a copy without one.',
  scanned: 'The pages of this PDF are images without text. Run text recognition (OCR) over it first.',
  'not-a-pdf': 'This file is not a PDF.',
  'too-large': 'This PDF is too large.',
  'too-complex': 'This PDF needs more time or memory than a document may take.',
  damaged: 'This PDF is damaged and cannot be read.',
  'unsupported-language': 'Only languages in Latin, Greek or Cyrillic script can be written so far.',
};

/** A document, or a request, that the engine will not do, by a stable code. The message is fit for users. */
export class PdfRefusal extends Error {
  override readonly name = 'PdfRefusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, detail?: string, options?: ErrorOptions) {
    super(detail ?? MESSAGES[code], options);
    this.code = code;
  }
}
