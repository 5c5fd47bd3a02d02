import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from 'parse5';

export type PageElement = DefaultTreeAdapterMap['element'];
type Parent = DefaultTreeAdapterMap['parentNode'];

/** For tests: every element as a browser's parser sees it; throws where the page is not valid HTML. */
export function elements(page: string): PageElement[] {
  const found: PageElement[] = [];
  const visit = (parent: Parent) => {
    for (const child of parent.childNodes) {
      if (!defaultTreeAdapter.isElementNode(child)) continue;
      found.push(child);
      visit(child);
    }
  };
  const onParseError = ({ code, startLine }: { code: string; startLine: number }) => {
    throw new Error(`the page is not valid HTML: ${code} in line ${startLine}`);
  };
  visit(parse(page, { onParseError }));
  return found;
}

export const attribute = (element: PageElement, name: string) => element.attrs.find((one) => one.name === name)?.value;

export const textOf = (node: Parent): string =>
  node.childNodes
    .map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join('');

export const tagsOf = (page: string) => elements(page).map(({ tagName }) => tagName);
export const hrefsOf = (page: string) =>
  elements(page).flatMap((element) => (element.tagName === 'a' ? [attribute(element, 'href') ?? ''] : []));
