import type { Alignment } from '../types.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Rulings } from './rulings.ts';

/** A first line farther in or out than this many ems is no indent. */
const MOST_INDENT = 4.5;

/** How a paragraph's lines stand; a single line tells by what stands above and below it, or by the box it is in. */
export function alignmentOf(
  paragraph: Paragraph,
  all: readonly Paragraph[],
  rulings: Rulings,
  width: readonly [number, number],
): Alignment {
  return paragraph.lines.length > 1 ? ofLines(paragraph) : ofSingle(paragraph, all, rulings, width);
}

function ofLines({ lines, x0, x1 }: Paragraph): Alignment {
  const size = lines[0]?.size ?? 1;
  const most = (values: readonly number[]) => Math.max(0, ...values);
  const rest = lines.slice(1);
  const restX0 = Math.min(...rest.map((l) => l.x0));
  const shift = Math.abs((lines[0]?.x0 ?? 0) - restX0);
  const raggedLeft = most(rest.map((l) => l.x0 - restX0));
  const raggedRight = most(lines.map((l) => x1 - l.x1));
  const offCentre = most(lines.map((l) => Math.abs(l.x0 + l.x1 - x0 - x1)));
  // The first line may be indented, or hang out.
  if (raggedLeft < 0.5 * size && shift < MOST_INDENT * size) {
    if (lines.length === 2 && shift > 0.5 * size && offCentre < 0.4 * size) return 'center';
    return lines.length > 2 && most(lines.slice(0, -1).map((l) => x1 - l.x1)) < 0.35 * size ? 'justify' : 'left';
  }
  if (offCentre < 1.2 * size) return 'center';
  return raggedRight < 0.5 * size ? 'right' : 'left';
}

function ofSingle(paragraph: Paragraph, all: readonly Paragraph[], rulings: Rulings, [left, right]: readonly [number, number]): Alignment {
  const { x0, x1, lines } = paragraph;
  const line = lines[0];
  if (!line || line.leader) return 'left';
  const near = Math.max(1, 0.15 * line.size);
  const others = all.filter((p) => p !== paragraph);
  const sharing = (edge: (p: Paragraph) => number, at: number) => others.filter((p) => Math.abs(edge(p) - at) < near).length;
  const lefts = sharing((p) => p.x0, x0);
  if (lefts >= 2) return 'left';
  const centre = (x0 + x1) / 2;
  const area = rulings.areas
    .filter((r) => r[0] <= x0 && r[2] >= x1 && r[1] <= line.y && r[3] >= line.y && r[3] - r[1] < 9 * line.size)
    .toSorted((p, q) => p[2] - p[0] - (q[2] - q[0]))[0];
  if (area && area[2] - area[0] < 0.7 * (right - left) && Math.abs((area[0] + area[2]) / 2 - centre) < near) return 'center';
  if (lefts > 0) return 'left';
  const onPage = Math.abs((left + right) / 2 - centre) < Math.max(2, 0.3 * line.size) && x0 - left > 0.15 * (right - left);
  if (onPage) return 'center';
  if (sharing((p) => p.x1, x1) >= 2) return 'right';
  return sharing((p) => (p.x0 + p.x1) / 2, centre) >= 2 ? 'center' : 'left';
}
