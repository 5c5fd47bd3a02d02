/**
 * Text with inline style, as it travels from the layout engine through a translation engine and back: `Press <s1>Start</s1> to
 * open <k2>config.ini</k2>`. `s` spans are styled and translated, `k` spans must come back to the letter (code, addresses,
 * footnote marks). Numbers are those of the block's own styles; a number may come back more than once, as a translation may split
 * what was together. Tags never nest. `&`, `<` and `>` of the text itself are `&amp;`, `&lt;` and `&gt;`.
 */
export interface Run {
  readonly text: string;
  /** Number of its style within the block; absent for the block's main style. */
  readonly span?: number;
  /** Must come back as it is. */
  readonly keep?: boolean;
}

const TAG = /<(?:(\/)?([sk])(\d{1,3}))>/y;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Runs → tagged text. */
export function writeTagged(runs: readonly Run[]): string {
  return runs
    .map(({ text, span, keep }) => {
      const name = span === undefined ? undefined : `${keep ? 'k' : 's'}${span}`;
      return name === undefined ? escapeText(text) : `<${name}>${escapeText(text)}</${name}>`;
    })
    .join('');
}

/** Tagged text → runs, without empty ones. `null` for anything that is not well formed: an open or stray tag, a nested one, a bare `<` or `&`. */
export function readTagged(tagged: string): Run[] | null {
  const runs: Run[] = [];
  let open: { kind: string; span: number } | undefined;
  let text = '';
  const finish = (): void => {
    if (text !== '') runs.push(open ? { text, span: open.span, ...(open.kind === 'k' && { keep: true }) } : { text });
    text = '';
  };
  for (let at = 0; at < tagged.length; ) {
    const char = tagged[at];
    if (char === '&') {
      const entity = /^&(?:amp|lt|gt);/.exec(tagged.slice(at, at + 5))?.[0];
      if (!entity) return null;
      text += ENTITIES[entity];
      at += entity.length;
    } else if (char === '<') {
      TAG.lastIndex = at;
      const [whole, closing, kind, number] = TAG.exec(tagged) ?? [];
      if (whole === undefined || kind === undefined) return null;
      const closesOpen = open?.kind === kind && open.span === Number(number);
      if (closing ? !closesOpen : open !== undefined) return null;
      finish();
      open = closing ? undefined : { kind, span: Number(number) };
      at += whole.length;
    } else if (char === '>') {
      return null;
    } else {
      text += char;
      at += 1;
    }
  }
  if (open) return null;
  finish();
  return runs;
}

/** The runs of the characters from `from` to before `to`. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  let at = 0;
  return runs.flatMap((run) => {
    const start = at;
    at += run.text.length;
    const text = run.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return text === '' ? [] : [{ ...run, text }];
  });
}

/** The text alone. Text that is not well formed is taken as it stands: nothing is lost. */
export function plainText(tagged: string): string {
  return (
    readTagged(tagged)
      ?.map(({ text }) => text)
      .join('') ?? tagged
  );
}

/** What is wrong with a translation's tags, in a few words; `null` when it can be written in the source's styles. */
export function tagProblem(source: string, translation: string): string | null {
  const [before, after] = [readTagged(source), readTagged(translation)];
  if (!before) return 'the source is not well formed';
  if (!after) return 'the translation is not well formed';
  const spansOf = (runs: readonly Run[], keep: boolean) => runs.filter((run) => run.span !== undefined && Boolean(run.keep) === keep);
  const known = new Set(spansOf(before, false).map(({ span }) => span));
  const stray = spansOf(after, false).find(({ span }) => !known.has(span));
  if (stray) return `the style ${stray.span} is not in the source`;
  const lost = [...known].find((span) => !after.some((run) => run.span === span));
  if (lost !== undefined) return `the style ${lost} is lost`;
  const kept = (runs: readonly Run[]) =>
    spansOf(runs, true)
      .map(({ span, text }) => `${span} ${text}`)
      .sort();
  return kept(before).join('\n') === kept(after).join('\n') ? null : 'what must be kept has changed';
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
