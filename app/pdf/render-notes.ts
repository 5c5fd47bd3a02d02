import type { PDFContext } from '@cantoo/pdf-lib';
import { hasAnnotationText, type Note, notesOf, rewriteNote } from './edit/annotation-text.ts';
import { readStream } from './edit/content-tree.ts';
import { erased, formLike } from './edit/erase.ts';
import type { Page } from './edit/pages.ts';
import { appearanceContent } from './edit/streams.ts';
import type { NoteLayout, PageLayout } from './extract/page-layout.ts';
import { inverse } from './geometry.ts';
import { planBlocks, renderedBlock, wantedOf } from './plan-blocks.ts';
import { pushAll } from './push-all.ts';
import { plainTranslation } from './translations.ts';
import type { Kept, RenderedBlock, Translations } from './types.ts';
import type { PageFonts } from './typeset/page-fonts.ts';
import { writeBlock } from './typeset/write.ts';

interface Rendered {
  readonly blocks: RenderedBlock[];
  readonly kept: Kept[];
}

/**
 * Writes a page's notes and stamps anew, each in the look that it had: the words go from its appearance, and the new ones stand in
 * their place. What they say besides (`Contents`) follows. Those that cannot be read stay as they are, and are told of.
 */
export function renderNotes(
  context: PDFContext,
  leaf: Page,
  { page, notes }: PageLayout,
  translations: Translations,
  fonts: PageFonts,
): Rendered {
  const result: Rendered = { blocks: [], kept: notes.flatMap(({ kept }) => kept) };
  const places = notesOf(leaf);
  const read = new Set<string>();
  for (const layout of notes) {
    const note = places.get(layout.annotation);
    if (!note || layout.blocks.length === 0) continue;
    const { blocks, kept } = renderNote(context, note, layout, translations, fonts);
    read.add(layout.annotation);
    pushAll(result.blocks, blocks);
    pushAll(result.kept, kept);
  }
  if (hasAnnotationText(leaf, read)) result.kept.push({ page, reason: 'annotation-text' });
  return result;
}

function renderNote(context: PDFContext, note: Note, layout: NoteLayout, translations: Translations, fonts: PageFonts): Rendered {
  const wanted = wantedOf(layout, translations);
  if (wanted.length === 0) return { blocks: [], kept: [] };
  const content = appearanceContent(note.appearance);
  const toForm = inverse(layout.toUser);
  if (!content || !toForm) return { blocks: [], kept: [{ page: layout.page, reason: 'annotation-text' }] };
  const { bytes, resources } = content;
  const tree = readStream({ path: `@${layout.annotation}`, owner: note.appearance.dict, bytes, resources }, layout.toUser);
  if (!tree) return { blocks: [], kept: [{ page: layout.page, reason: 'annotation-text' }] };
  const { plans, erasure, kept } = planBlocks(wanted, translations, layout, tree, 'annotation-text');
  if (plans.length === 0) return { blocks: [], kept: [...kept] };
  const rest = erased(context, tree, layout.content, erasure);
  const text = fonts.onPage({ dict: note.annotation, resources: rest.resources ?? resources });
  const blocks = plans.map((plan) => {
    const { operators, rect } = writeBlock(plan, text.font, text.alpha);
    text.append(operators);
    return renderedBlock(plan, rect, layout);
  });
  // Text is set in the page's space, and this is the appearance's.
  const placed = `q ${toForm.map((v) => Number(v.toFixed(6))).join(' ')} cm\n${text.operators}Q\n`;
  const written = new Set(blocks.map(({ id }) => id));
  const said = layout.blocks.map(({ block }) => ({
    before: block.text,
    now: written.has(block.id) ? plainTranslation(translations[block.id]) : block.text,
  }));
  rewriteNote(context, note, formLike(context, note.appearance, Buffer.concat([rest.body, Buffer.from(placed)]), text.resources()), said);
  return { blocks, kept: [...kept] };
}
