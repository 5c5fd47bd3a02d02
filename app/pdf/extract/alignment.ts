import type { Alignment } from '../types.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Rulings } from './rulings.ts';

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
  const ragged = most(lines.map((l) => l.x0 - x0));
  const raggedAfterFirst = most(lines.slice(1).map((l) => l.x0 - x0));
  const raggedRight = most(lines.slice(0, -1).map((l) => x1 - l.x1));
  const offCentre = most(lines.map((l) => Math.abs(l.x0 + l.x1 - x0 - x1)));
  if (raggedAfterFirst < 0.5 * size && raggedRight < 0.35 * size && lines.length > 2) return 'justify';
  if (ragged < 0.5 * size) return 'left';
  if (offCentre < 1.2 * size) return 'center';
  if (most(lines.map((l) => x1 - l.x1)) < 0.5 * size) return 'right';
  return 'left';
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
    .filter((r) => r[0] <= x0 && r[2] >= x1 && r[1] <= line.y && r[3] >= line.y && r[3] - r[1] < 6 * line.size)
    .toSorted((p, q) => p[2] - p[0] - (q[2] - q[0]))[0];
  if (area && area[2] - area[0] < 0.7 * (right - left) && Math.abs((area[0] + area[2]) / 2 - centre) < near) return 'center';
  if (sharing((p) => p.x1, x1) >= 2 && lefts === 0) return 'right';
  const onPage = Math.abs((left + right) / 2 - centre) < Math.max(2, 0.3 * line.size) && x0 - left > 0.15 * (right - left);
  const onOthers = sharing((p) => (p.x0 + p.x1) / 2, centre) >= 2 && lefts === 0;
  return onPage || onOthers ? 'center' : 'left';
}
