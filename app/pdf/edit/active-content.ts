import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFStream } from '@cantoo/pdf-lib';

/** Actions that run or fetch something (ISO 32000-2, 12.6.4). Links, jumps and form actions stay. */
const ACTIVE = new Set(['JavaScript', 'Launch', 'ImportData', 'Rendition', 'RichMediaExecute'].map((name) => PDFName.of(name)));
const ACTION_TYPE = PDFName.of('S');
const SCRIPTS = PDFName.of('JavaScript');

/**
 * Takes scripts and program launches out of a document, wherever an action can stand, also when it stands in its place
 * as a reference. Returns how many were taken out that could have run.
 */
export function removeActiveContent(context: PDFContext): number {
  const isActive = (object: PDFObject | undefined): boolean => {
    const target = context.lookup(object);
    return target instanceof PDFDict && ACTIVE.has(context.lookup(target.get(ACTION_TYPE)) as PDFName);
  };
  // A list of what is still to be looked at instead of recursion: objects may be nested a hundred thousand deep.
  const open: PDFObject[] = context.enumerateIndirectObjects().map(([, object]) => object);
  let removed = 0;
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof PDFStream) open.push(object.dict);
    else if (object instanceof PDFArray) {
      for (let index = object.size() - 1; index >= 0; index--) {
        if (isActive(object.get(index))) {
          object.remove(index);
          removed++;
        } else open.push(object.get(index));
      }
    } else if (object instanceof PDFDict) {
      for (const [key, value] of object.entries()) {
        // The name tree of scripts that run on opening, besides the actions themselves.
        if (isActive(value) || (key === SCRIPTS && context.lookup(value) instanceof PDFDict)) {
          object.delete(key);
          if (!isEmpty(context.lookup(value))) removed++;
        } else open.push(value);
      }
    }
  }
  return removed;
}

/** Programs leave a tree of empty lists behind when its last script is deleted. */
function isEmpty(tree: PDFObject | undefined): boolean {
  if (!(tree instanceof PDFDict)) return false;
  return tree.keys().every((key) => {
    const list = tree.lookup(key);
    return list instanceof PDFArray && list.size() === 0;
  });
}
