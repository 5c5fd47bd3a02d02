import { mendBreak } from '../../text/hyphens.ts';
import type { Line } from './lines.ts';
import { type Attached, marksOf, type Piece } from './pieces.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A gap this wide (of an em) between two fragments is a space nobody wrote. */
const WORD_GAP = 0.13;

/** Within a line it has been drawn: fonts whose hyphen is called so have no other. */
const DRAWN_SOFT_HYPHEN = /\u00ad(?!$)/g;

/** Latin letters in one glyph, `ﬀ` to `ﬆ`: signs of typesetting, that translation engines and fonts may not know. */
const LIGATURES = /[\ufb00-\ufb06]/g;

const FIRST_COMBINING = '\u0300';
/** Nothing in it to put together or to collapse: Latin letters and signs, single spaces. */
const PLAIN = /^ ?(?:[!-\u009f\u00a1-\u02ff]+ )*[!-\u009f\u00a1-\u02ff]*$/;

/** A text, and whose piece each of its UTF-16 units is. */
export interface Spelled {
  readonly text: string;
  readonly owners: readonly Piece[];
}

/**
 * The text of lines that read on: white space collapsed, words broken at a line's end put together (`vocabulary`: the
 * page's other words, lower case), small raised digits (footnote marks, squares) as superscript digits, soft hyphens within a line as hyphens.
 */
export function spell(lines: readonly Line[], attached: Attached, vocabulary: ReadonlySet<string>): Spelled {
  let text = '';
  const owners: Piece[] = [];
  const append = (added: string, piece: Piece): void => {
    if (PLAIN.test(added)) {
      const plain = added.startsWith(' ') && (text === '' || text.endsWith(' ')) ? added.slice(1) : added;
      text += plain;
      for (let unit = 0; unit < plain.length; unit++) owners.push(piece);
      return;
    }
    for (const sign of added.replace(/\s/g, ' ').replace(LIGATURES, (ligature) => ligature.normalize('NFKC'))) {
      const composed = sign >= FIRST_COMBINING && text !== '' ? `${text.at(-1)}${sign}`.normalize('NFC') : '';
      if (composed.length === 1) {
        text = text.slice(0, -1) + composed;
        continue;
      }
      if (sign === ' ' && (text === '' || text.endsWith(' '))) continue;
      text += sign;
      for (let unit = 0; unit < sign.length; unit++) owners.push(piece);
    }
  };
  for (const line of lines) {
    let x1 = line.x0;
    let begun = false;
    let afterDropCap = false;
    for (const piece of line.fragments.flatMap((fragment) => marksOf(fragment, line, attached))) {
      const shown = raisedDigits(piece) ? [...piece.text.trim()].map((c) => SUPERSCRIPTS[Number(c)]).join('') : piece.text;
      if (!begun && text !== '' && shown.trim() !== '') {
        const ended = text.trimEnd();
        const mended = mendBreak(ended, line.text, vocabulary);
        text = mended.text;
        owners.length = text.length;
        if (mended.spaced) append(' ', piece);
      } else if (begun && !afterDropCap && piece.x0 - x1 > WORD_GAP * line.size && !raisedDigits(piece)) append(' ', piece);
      append(begun ? shown : shown.trimStart(), piece);
      begun ||= shown.trim() !== '';
      x1 = Math.max(x1, piece.x1);
      afterDropCap = line.dropCap?.fragment === piece.fragment;
    }
  }
  return { text: text.trimEnd().replace(DRAWN_SOFT_HYPHEN, '-'), owners };
}

function raisedDigits({ text, fragment, line }: Piece): boolean {
  return /^\s*\d+\s*$/.test(text) && fragment.size < 0.8 * line.size && fragment.y - line.y > 0.15 * line.size;
}
