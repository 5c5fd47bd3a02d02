import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import type { Block } from '../../../shared/api/types.ts';
import { BlockBoxes } from './block-boxes.tsx';

/** More pixels than this per CSS pixel cost memory and show nothing. */
const MAX_PIXEL_RATIO = 2;

interface PageViewProps {
  readonly file: PDFDocumentProxy;
  /** 1 is the first page. */
  readonly pageNumber: number;
  /** CSS pixels */
  readonly width: number;
  /** Height by width, until the page itself says. */
  readonly aspect: number;
  readonly label: string;
  readonly blocks: readonly Block[];
  readonly selectedId: string | undefined;
  onSelect(block: Block): void;
}

/** One page, drawn when it is mounted, which the virtual list does when it comes near. */
export function PageView({ file, pageNumber, width, aspect, label, blocks, selectedId, onSelect }: PageViewProps) {
  const [page, setPage] = useState<PDFPageProxy>();
  const [isDrawn, setIsDrawn] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let isCurrent = true;
    file.getPage(pageNumber).then(
      (next) => isCurrent && setPage(next),
      // Only a closed document refuses a page that exists; then another one is on its way.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [file, pageNumber]);

  useEffect(() => {
    if (!page || width === 0) return;
    const ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
    const viewport = page.getViewport({ scale: (width / page.getViewport({ scale: 1 }).width) * ratio });
    const canvas = Object.assign(document.createElement('canvas'), {
      width: Math.floor(viewport.width),
      height: Math.floor(viewport.height),
    });
    let isCurrent = true;
    const task = page.render({ canvas, viewport });
    task.promise.then(
      () => {
        if (!isCurrent) return;
        // The finished page takes the old one's place at once: no flash of an empty sheet after an edit.
        sheet.current?.replaceChildren(canvas);
        setIsDrawn(true);
      },
      (error: unknown) => {
        if (isCurrent) console.error(`Page ${pageNumber} could not be drawn`, error);
      },
    );
    return () => {
      isCurrent = false;
      task.cancel();
    };
  }, [page, pageNumber, width]);

  const size = page?.getViewport({ scale: 1 });
  const height = width * (size ? size.height / size.width : aspect);
  return (
    <div className="page" style={{ width, height }} data-page={pageNumber} data-drawn={isDrawn}>
      <div ref={sheet} className="page-sheet" role="img" aria-label={`${label}, page ${pageNumber}`} />
      {page && <BlockBoxes page={page} blocks={blocks} selectedId={selectedId} onSelect={onSelect} />}
    </div>
  );
}
