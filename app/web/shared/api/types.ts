import type { Block as ServedBlock, Document as ServedDocument } from '../../../domain/documents/document.ts';
import type { GlossaryTerm as ServedTerm, NewGlossaryTerm as TakenTerm } from '../../../domain/glossary/glossary-term.ts';

/**
 * The API's shapes as this client uses them, and the only place in the web app that names them. What has a schema on the
 * server is taken from it as a type, which leaves nothing in the bundle.
 */
export type Document = Readonly<ServedDocument>;
export type Tone = Document['tone'];

export type Block = Readonly<Omit<ServedBlock, 'box'>> & {
  /** PDF points, origin bottom left: x0, y0, x1, y1. The schema's four numbers, by position. */
  readonly box: readonly [number, number, number, number];
};

/** Without a target the term is kept as it is. */
export type GlossaryTerm = Readonly<ServedTerm>;
export type NewGlossaryTerm = Readonly<TakenTerm>;

export interface DocumentPage {
  readonly items: readonly Document[];
  readonly nextCursor: string | null;
}

export interface User {
  readonly id: string;
  readonly email: string;
  readonly role: 'user' | 'admin';
}

export interface Session {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly user: User;
}

export interface LanguagePair {
  /** BCP 47 */
  readonly from: string;
  readonly to: string;
  readonly fromName: string;
  readonly toName: string;
  /** Always with neutral; nothing else where there is no choice. */
  readonly tones: readonly Tone[];
}
