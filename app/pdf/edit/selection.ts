import type { PageContent } from '../extract/content.ts';
import type { StreamNode } from './content-tree.ts';
import { bytesPerGlyph, type Erasure } from './erase.ts';
import type { Token } from './tokenise.ts';

/** Glyphs of a show operator, by its id and their places among its glyphs. */
export interface GlyphsOf {
  readonly operator: string;
  readonly glyphs: readonly { readonly index: number }[];
}

interface Erasing {
  readonly erase: readonly GlyphsOf[];
  /** Ids of path-painting operators. */
  readonly erasePaths: readonly string[];
}

/**
 * Which glyphs go when these texts are written anew. A show operator may hold glyphs of other text too: those stay,
 * glyph by glyph, where the operator's bytes tell glyphs apart; where they don't, every text that shares it stays
 * as it is (`shared`), and then texts sharing with those, until nothing changes.
 */
export function selectGlyphs<T extends Erasing>(
  texts: readonly T[],
  tree: StreamNode,
  content: PageContent,
): { erasure: Erasure; shared: ReadonlySet<T> } {
  const tokens = new Map<string, { node: StreamNode; token: Token }>();
  collect(tree, tokens);
  const shared = new Set<T>();
  for (;;) {
    const going = texts.filter((t) => !shared.has(t));
    const glyphs = glyphsOf(going);
    const unreadable = new Set<string>();
    for (const [id, erased] of glyphs) {
      const count = content.operators.get(id)?.advances.length ?? 0;
      const place = tokens.get(id);
      if (!place || (erased.size < count && bytesPerGlyph(place.node, place.token, count) === undefined)) unreadable.add(id);
    }
    if (unreadable.size === 0) return { erasure: { glyphs, paths: new Set(going.flatMap((t) => t.erasePaths)) }, shared };
    for (const text of texts) if (text.erase.some(({ operator }) => unreadable.has(operator))) shared.add(text);
  }
}

function glyphsOf(texts: readonly Erasing[]): Map<string, Set<number>> {
  const erasure = new Map<string, Set<number>>();
  for (const { erase } of texts) {
    for (const { operator, glyphs } of erase) {
      const set = erasure.get(operator) ?? new Set();
      for (const { index } of glyphs) set.add(index);
      erasure.set(operator, set);
    }
  }
  return erasure;
}

function collect(node: StreamNode, into: Map<string, { node: StreamNode; token: Token }>): void {
  for (const [i, token] of node.shows.entries()) into.set(`${node.path}#${i}`, { node, token });
  for (const form of node.forms) collect(form.node, into);
}
