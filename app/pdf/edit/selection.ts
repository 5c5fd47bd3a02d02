import type { PageContent } from '../extract/content.ts';
import type { LaidOut } from '../extract/page-layout.ts';
import type { StreamNode } from './content-tree.ts';
import { bytesPerGlyph, type Erasure } from './erase.ts';
import type { Token } from './tokenise.ts';

/**
 * Which glyphs go when these blocks are written anew. A show operator may hold glyphs of other text too: those stay,
 * glyph by glyph, where the operator's bytes tell glyphs apart; where they don't, every block that shares it stays
 * as it is (`shared`), and then blocks sharing with those, until nothing changes.
 */
export function selectGlyphs(
  blocks: readonly LaidOut[],
  tree: StreamNode,
  content: PageContent,
): { erasure: Erasure; shared: ReadonlySet<LaidOut> } {
  const tokens = new Map<string, { node: StreamNode; token: Token }>();
  collect(tree, tokens);
  const shared = new Set<LaidOut>();
  for (;;) {
    const erasure = glyphsOf(blocks.filter((b) => !shared.has(b)));
    const unreadable = new Set<string>();
    for (const [id, glyphs] of erasure) {
      const count = content.operators.get(id)?.advances.length ?? 0;
      const place = tokens.get(id);
      if (!place || (glyphs.size < count && bytesPerGlyph(place.node, place.token, count) === undefined)) unreadable.add(id);
    }
    if (unreadable.size === 0) return { erasure, shared };
    for (const block of blocks) if (idsOf(block).some((id) => unreadable.has(id))) shared.add(block);
  }
}

function glyphsOf(blocks: readonly LaidOut[]): Map<string, Set<number>> {
  const erasure = new Map<string, Set<number>>();
  for (const { run, glyphs } of blocks.flatMap(fragmentsOf)) {
    const set = erasure.get(run.operator.id) ?? new Set<number>();
    for (const glyph of glyphs) set.add(glyph.index);
    erasure.set(run.operator.id, set);
  }
  return erasure;
}

const fragmentsOf = ({ lines, leader }: LaidOut) => [...lines.flatMap((l) => l.fragments), ...(leader?.fragments ?? [])];
const idsOf = (block: LaidOut) => fragmentsOf(block).map((f) => f.run.operator.id);

function collect(node: StreamNode, into: Map<string, { node: StreamNode; token: Token }>): void {
  for (const [i, token] of node.shows.entries()) into.set(`${node.path}#${i}`, { node, token });
  for (const form of node.forms) collect(form.node, into);
}
