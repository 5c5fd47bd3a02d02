import { matches, type StreamNode } from './edit/content-tree.ts';
import type { Erasure } from './edit/erase.ts';
import { selectGlyphs } from './edit/selection.ts';
import type { ContentLayout, LaidOut } from './extract/page-layout.ts';
import { type Rect, rotation, transformRect } from './geometry.ts';
import type { Kept, KeptReason, RenderedBlock, Translation, Translations } from './types.ts';
import { type BlockPlan, planBlock } from './typeset/plan.ts';

interface Planned {
  readonly plans: readonly BlockPlan[];
  readonly erasure: Erasure;
  readonly kept: readonly Kept[];
}

/** The blocks of a layout that are to be written anew. */
export function wantedOf({ blocks }: ContentLayout, translations: Translations): LaidOut[] {
  return blocks.filter(({ block }) => block.translatable && Object.hasOwn(translations, block.id));
}

/** How these blocks will be written, and what is to be erased for it. `mismatch`: the reason to keep them all if `tree` is not what was read. */
export function planBlocks(
  wanted: readonly LaidOut[],
  translations: Translations,
  layout: ContentLayout,
  tree: StreamNode,
  mismatch: KeptReason,
): Planned {
  const kept: Kept[] = [];
  const keep = ({ block }: LaidOut, reason: KeptReason) => kept.push({ page: block.page, reason, blockId: block.id });
  if (!matches(tree, layout.content)) {
    for (const block of wanted) keep(block, mismatch);
    return { plans: [], erasure: { glyphs: new Map(), paths: new Set() }, kept };
  }
  const plans: BlockPlan[] = [];
  for (const block of wanted) {
    const plan = planBlock(block, translations[block.block.id] as Translation, layout, tree.pictures);
    if (plan) plans.push(plan);
    else keep(block, 'missing-glyph');
  }
  const { erasure, shared } = selectGlyphs(plans, tree, layout.content);
  for (const { source } of shared) keep(source, 'shared-operator');
  return { plans: plans.filter((p) => !shared.has(p)), erasure, kept };
}

/** What became of a planned block, whose new text stands at `rect` in its turned plane. */
export function renderedBlock({ source, fitted, place }: BlockPlan, rect: Rect, { toDisplay }: ContentLayout): RenderedBlock {
  const displayed = (r: Rect): RenderedBlock['box'] => {
    const [x0, y0, x1, y1] = transformRect(toDisplay, transformRect(rotation(source.angle).toPage, r));
    return [round(x0), round(y0), round(x1), round(y1)];
  };
  const round = (v: number) => Math.round(v * 100) / 100;
  return {
    id: source.block.id,
    fontSizeRatio: round(fitted.size / source.size),
    overflow: fitted.overflow,
    box: displayed(rect),
    place: displayed(place),
  };
}
