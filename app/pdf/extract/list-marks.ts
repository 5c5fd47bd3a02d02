/** Signs that only mark an item, also such as no one can name. They stay where they are, whatever the item says. */
const BULLET = String.raw`(?:[•▪●◦∗‣○■□➢✓✔►▶◆❖\uFFFD\p{Co}]|(?!\s)\p{Cc})`;
const COUNTER = String.raw`(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])`;
const SECTION = String.raw`\d{1,2}(?:\.\d{1,2})*\.?`;

/** A bullet before text, within one run. */
export const LEADING_BULLET = new RegExp(String.raw`^\s*${BULLET}\s+(?=\S)`, 'u');
const ONLY_BULLET = new RegExp(`^${BULLET}$`, 'u');
const ONLY_MARK = new RegExp(`^(?:${BULLET}|${COUNTER}|${SECTION}|[–—*-])$`, 'u');
const STARTS_ITEM = new RegExp(String.raw`^(?:${BULLET}|${COUNTER}|[–—*-])(?:\s+|$)`, 'u');

/** A mark this far (ems) before its text is set apart from it; nearer, a number may be part of the sentence. */
const APART = 0.45;
const FARTHEST = 3.5;

/** Does `text`, `gap` ems before the text after it, only mark that text as an item? */
export function marksItem(text: string, gap: number): boolean {
  const mark = text.trim();
  if (gap > FARTHEST) return false;
  return ONLY_BULLET.test(mark) || (gap >= APART && ONLY_MARK.test(mark));
}

/** Does text begin with a mark of its own? */
export function startsWithMark(text: string): boolean {
  return STARTS_ITEM.test(text);
}
