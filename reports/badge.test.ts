import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import { BADGE_COLOURS, BADGE_LABEL_COLOUR, renderBadge } from './badge.ts';
import type { RunVerdict } from './contract/index.ts';
import { contrast } from './html/contrast.ts';

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseAttributeValue: true });

it.each(Object.keys(BADGE_COLOURS) as RunVerdict[])('%s is a picture with a name, its words inside it', (verdict) => {
  const text = renderBadge({ verdict });
  expect(XMLValidator.validate(text)).toBe(true);
  const { svg } = parser.parse(text);
  expect(svg).toMatchObject({ xmlns: 'http://www.w3.org/2000/svg', role: 'img', 'aria-labelledby': svg.title.id });
  expect(svg.title['#text']).toBe(`readiness: ${verdict}`);
  const words: { x: number; textLength: number; '#text': string }[] = svg.g.text;
  expect(words.map((word) => word['#text'])).toEqual(['readiness', verdict]);
  for (const word of words) expect(word.x + word.textLength).toBeLessThan(svg.width);
});

it('reads in every colour (WCAG AA, 4.5 : 1)', () => {
  for (const colour of [BADGE_LABEL_COLOUR, ...Object.values(BADGE_COLOURS)])
    expect(contrast('#ffffff', colour), colour).toBeGreaterThanOrEqual(4.5);
});
