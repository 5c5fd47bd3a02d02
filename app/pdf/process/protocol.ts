import type { RefusalCode } from '../errors.ts';
import type { Navigation } from '../extract/navigation.ts';
import type { Limits } from '../limits.ts';
import type { RenderedPart } from '../render-document.ts';
import type { Extraction, PageRange, Translations } from '../types.ts';

/**
 * Parent → child. One task at a time. `digest` names the bytes and the password (`digestOf`): what was read of a document is used
 * again for no other.
 */
export type Task =
  | { readonly kind: 'navigation'; readonly pdf: Uint8Array; readonly password?: string | undefined; readonly limits: Limits }
  | {
      readonly kind: 'extract';
      readonly pdf: Uint8Array;
      readonly digest: string;
      /** Only these pages, as a part of the extraction; else all of it. */
      readonly range?: PageRange | undefined;
      readonly password?: string | undefined;
      readonly limits: Limits;
    }
  | {
      readonly kind: 'render';
      readonly pdf: Uint8Array;
      readonly digest: string;
      readonly translations: Translations;
      readonly language: string;
      readonly onlyPages?: readonly number[] | undefined;
      readonly previous?: Uint8Array | undefined;
      readonly range?: PageRange | undefined;
      readonly parts?: readonly { readonly range: PageRange; readonly pdf: Uint8Array }[] | undefined;
      readonly password?: string | undefined;
      readonly limits: Limits;
    };

export type Result = Extraction | RenderedPart | Navigation;

/** Child → parent. */
export type Reply =
  | { readonly kind: 'ready' }
  /** The document is read and has so many pages. */
  | { readonly kind: 'open'; readonly pages: number }
  /** One or more pages are done. */
  | { readonly kind: 'page' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
