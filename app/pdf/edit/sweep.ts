import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { pushAll } from '../push-all.ts';

/** Deletes every object that the document no longer refers to, so that erased text is really gone. Returns how many. */
export function sweep(context: PDFContext): number {
  const { Root, Info } = context.trailerInfo;
  const reached = new Set<PDFRef>();
  const open: PDFObject[] = [Root, Info].filter((o) => o !== undefined);
  while (open.length > 0) {
    const object = open.pop() as PDFObject;
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const target = context.lookup(object);
      if (target) open.push(target);
    } else if (object instanceof PDFArray) pushAll(open, object.asArray());
    else if (object instanceof PDFDict) pushAll(open, object.values());
    else if (object instanceof PDFStream) open.push(object.dict);
  }
  const orphans = context.enumerateIndirectObjects().filter(([ref]) => !reached.has(ref));
  for (const [ref] of orphans) context.delete(ref);
  return orphans.length;
}
