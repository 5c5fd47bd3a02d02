import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Block } from '../../../shared/api/types.ts';
import { Notice } from '../../../shared/ui/notice.tsx';
import { boxOnPage } from './box-on-page.ts';
import { PageView } from './page-view.tsx';
import type { ScrollLink } from './scroll-link.ts';
import type { PdfState } from './use-pdf.ts';

const GAP_PX = 16;
const PADDING_PX = 16;
/** A4, until the first page says what it is. */
const FIRST_GUESS = 297 / 210;
/** Where in the pane a page counts as the one being read. */
const READING_LINE = 0.4;

export interface PaneHandle {
  scrollToPage(page: number): void;
  /** Brings a block into view if it is not. */
  scrollToBlock(block: Block): Promise<void>;
}

interface PagePaneProps {
  readonly ref: Ref<PaneHandle>;
  /** "Original, English" */
  readonly label: string;
  readonly pdf: PdfState;
  readonly zoom: number;
  readonly link: ScrollLink;
  readonly startPage: number;
  readonly blocks: readonly Block[];
  readonly selectedId: string | undefined;
  onSelect(block: Block): void;
  onPage(page: number): void;
}

/** The pages of one PDF in a scrolling pane. Only the pages near the view exist: a book costs as much as a leaflet. */
export function PagePane({ ref, label, pdf, zoom, link, startPage, blocks, selectedId, onSelect, onPage }: PagePaneProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [paneWidth, setPaneWidth] = useState(0);
  const [aspect, setAspect] = useState(FIRST_GUESS);
  const { file } = pdf;
  const width = Math.max(0, Math.round((paneWidth - 2 * PADDING_PX) * zoom));

  const pages = useVirtualizer({
    count: file?.numPages ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => width * aspect,
    overscan: 1,
    gap: GAP_PX,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
  });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setPaneWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    let isCurrent = true;
    file?.getPage(1).then(
      (first) => {
        const { width: w, height: h } = first.getViewport({ scale: 1 });
        if (isCurrent) setAspect(h / w);
      },
      // Closed meanwhile: the next document says it again.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [file]);

  // Heights follow from the width: a new one makes all the old ones wrong.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again because the width or the shape changed
  useEffect(() => pages.measure(), [width, aspect]);

  const hasPages = file !== undefined && width > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place to start at matters once, when there is something to scroll
  useEffect(() => {
    if (hasPages && startPage > 1) pages.scrollToIndex(startPage - 1, { align: 'start' });
  }, [hasPages]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    return link.connect(element, () => {
      const line = element.scrollTop + element.clientHeight * READING_LINE;
      const item = pages.getVirtualItemForOffset(line);
      if (item) onPage(item.index + 1);
    });
  }, [link, pages, onPage]);

  useImperativeHandle(ref, () => ({
    scrollToPage: (page) => pages.scrollToIndex(page - 1, { align: 'start' }),
    scrollToBlock: async (block) => {
      const element = scroller.current;
      const start = pages.measurementsCache[block.page - 1]?.start;
      if (!file || !element || start === undefined) return;
      const page = await file.getPage(block.page);
      const box = boxOnPage(page, block.box);
      const { width: w, height: h } = page.getViewport({ scale: 1 });
      const height = (width * h) / w;
      const top = start + box.top * height;
      const bottom = top + box.height * height;
      if (top >= element.scrollTop && bottom <= element.scrollTop + element.clientHeight) return;
      element.scrollTop = top - element.clientHeight / 3;
    },
  }));

  return (
    <div className="pane">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div ref={scroller} className="pane-scroller" role="group" aria-label={label} tabIndex={0}>
        {pdf.problem && (
          <Notice words={pdf.problem}>
            <button type="button" className="button" onClick={pdf.retry}>
              Try again
            </button>
          </Notice>
        )}
        {!file && !pdf.problem && <div className="page page-placeholder" role="img" aria-label={`${label}, loading`} />}
        {file && width > 0 && (
          <div className="pane-pages" style={{ height: pages.getTotalSize(), minWidth: width + 2 * PADDING_PX }}>
            {pages.getVirtualItems().map((item) => (
              <div
                key={item.key}
                ref={pages.measureElement}
                data-index={item.index}
                className="pane-page"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <PageView
                  file={file}
                  pageNumber={item.index + 1}
                  width={width}
                  aspect={aspect}
                  label={label}
                  blocks={blocks.filter((block) => block.page === item.index + 1)}
                  selectedId={selectedId}
                  onSelect={onSelect}
                />
              </div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
