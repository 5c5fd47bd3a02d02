import type { Block } from '../types.ts';
import type { PageContent } from './content.ts';
import { offPage } from './naming.ts';

/** A structure element as pdf.js gives it, or a piece of its content (`type`). */
export interface StructureNode {
  readonly role?: string;
  /** Its `Alt`, or else its `ActualText`. */
  readonly alt?: string;
  readonly children?: readonly StructureNode[];
  readonly type?: string;
  readonly id?: string;
}

/** These are described whatever text they hold: a diagram's labels are no description of it. */
const DESCRIBED = new Set(['Figure', 'Formula']);

/**
 * What a tagged page's structure says of its pictures, as blocks, each text once. What an element says of its own text is no
 * block: it goes when that text is written anew.
 */
export function descriptionsOf(tree: StructureNode | null, page: number, { operators }: PageContent): Block[] {
  const written = new Set([...operators.values()].map(({ mcid }) => mcid));
  const texts = new Set<string>();
  /** Returns whether the element shows text. pdf.js ends trees that are too deep. */
  const walk = ({ role = '', alt, children = [], type, id = '' }: StructureNode): boolean => {
    if (type === 'content') return written.has(Number(/_mc(\d+)$/.exec(id)?.[1]));
    const showsText = children.map(walk).includes(true);
    if (alt !== undefined && (DESCRIBED.has(role) || !showsText)) texts.add(alt);
    return showsText;
  };
  if (tree) walk(tree);
  return [...texts].map((text, i) => offPage(`p${page}d${i + 1}`, 'description', text, page)).filter(({ text }) => text !== '');
}
