import type { Document, DocumentRef } from './document.ts';

/** Work on documents that happens elsewhere, later. Adding the same work twice is the same as adding it once. */
export interface DocumentJobs {
  translate(ref: DocumentRef): Promise<void>;
  render(ref: DocumentRef & { readonly revision: number }): Promise<void>;
}

/** Tells whoever watches a document that it changed. Best effort: the database holds the truth. */
export interface DocumentEvents {
  publish(document: Document): Promise<void>;
}
