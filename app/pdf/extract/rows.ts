import { cutAround, type Fragment } from './fragments.ts';

interface Row {
  y: number;
  size: number;
  readonly fragments: Fragment[];
}

/** Fragments that stand on one baseline, sub- and superscripts with the text they belong to; each row left to right. */
export function rowsOf(fragments: readonly Fragment[]): Fragment[][] {
  const rows: Row[] = [];
  const nearby = new RowIndex();
  for (const fragment of fragments.toSorted((p, q) => Math.round(q.size) - Math.round(p.size) || q.y - p.y)) {
    const row = nearby.find(fragment);
    if (!row) {
      const created = { y: fragment.y, size: fragment.size, fragments: [fragment] };
      rows.push(created);
      nearby.add(created);
      continue;
    }
    row.fragments.push(fragment);
  }
  return rows.map((row) => interleaved(row.fragments.toSorted((p, q) => p.x0 - q.x0)));
}

/** «Page     of   », with the number put between: what leaves a gap for other text is cut there, so that it all reads on. */
function interleaved(row: Fragment[]): Fragment[] {
  for (let i = 1; i < row.length; i++) {
    const [around, between] = [row[i - 1] as Fragment, row[i] as Fragment];
    const pieces = between.x0 < around.x1 && between.text.trim() !== '' ? cutAround(around, between) : undefined;
    if (!pieces) continue;
    row[i - 1] = pieces[0];
    const next = row.findIndex((f, k) => k > i && f.x0 > pieces[1].x0);
    row.splice(next < 0 ? row.length : next, 0, pieces[1]);
  }
  return row;
}

/** Finds rows by height without looking at all of them. */
class RowIndex {
  static readonly #STEP = 8;
  readonly #bands = new Map<number, Row[]>();

  add(row: Row): void {
    const band = Math.floor(row.y / RowIndex.#STEP);
    const rows = this.#bands.get(band);
    if (rows) rows.push(row);
    else this.#bands.set(band, [row]);
  }

  /** The row on the fragment's baseline; but a sub- or superscript goes with the text it touches. */
  find(fragment: Fragment): Row | undefined {
    let level: Row | undefined;
    let touched: Row | undefined;
    const reach = Math.ceil((2 * fragment.size + 8) / RowIndex.#STEP);
    const middle = Math.floor(fragment.y / RowIndex.#STEP);
    for (let band = middle - reach; band <= middle + reach; band++) {
      for (const row of this.#bands.get(band) ?? []) {
        if (Math.abs(row.y - fragment.y) < 0.35 * Math.max(Math.min(row.size, fragment.size), 1)) level ??= row;
        else if (isScript(row, fragment)) touched ??= row;
      }
    }
    return touched && !(level && touches(level, fragment)) ? touched : level;
  }
}

/** Smaller, a little up or down, and touching: an exponent, an index, a footnote mark; much smaller is text beside a drop cap. */
function isScript(row: Row, fragment: Fragment): boolean {
  const { size, y } = fragment;
  return (
    size > 0.45 * row.size &&
    size < 0.85 * row.size &&
    y <= row.y + 0.6 * row.size &&
    y >= row.y - 0.35 * row.size &&
    touches(row, fragment)
  );
}

function touches(row: Row, { x0, x1 }: Fragment): boolean {
  return row.fragments.some((f) => Math.abs(f.x1 - x0) < 0.5 * row.size || Math.abs(x1 - f.x0) < 0.5 * row.size);
}
