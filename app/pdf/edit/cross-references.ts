import { PDFCrossRefStream, type PDFRef } from '@cantoo/pdf-lib';

interface Entry {
  readonly ref: PDFRef;
}

/**
 * Where an object's entry goes among those that are there, in order of their numbers. pdf-lib (2.11) looks through all of them
 * for each: ten seconds for a page that 60,000 objects describe to screen readers.
 */
function appendEntry(this: { readonly entries: Entry[] }, entry: Entry): void {
  let [low, high] = [0, this.entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((this.entries[middle] as Entry).ref.objectNumber > entry.ref.objectNumber) high = middle;
    else low = middle + 1;
  }
  this.entries.splice(low, 0, entry);
}

Object.assign(PDFCrossRefStream.prototype, { appendEntry });
