/** The API's shapes as this client uses them. The only place in the web app that names them. */

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
}

export interface Document {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly from: string;
  readonly to: string;
  readonly status: 'queued' | 'processing' | 'ready' | 'failed';
  /** 0..1 */
  readonly progress: number;
  readonly pageCount: number | null;
  readonly blockCount: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
}

export interface DocumentPage {
  readonly items: readonly Document[];
  readonly nextCursor: string | null;
}

export interface Block {
  readonly id: string;
  /** 1 is the first page. */
  readonly page: number;
  /** PDF points, origin bottom left: x0, y0, x1, y1. */
  readonly box: readonly [number, number, number, number];
  readonly sourceText: string;
  readonly translatedText: string;
  readonly edited: boolean;
  readonly translatable: boolean;
}
