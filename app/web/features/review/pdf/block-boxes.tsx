import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Block } from '../../../shared/api/types.ts';
import { isOnPage } from '../is-on-page.ts';
import { boxOnPage } from './box-on-page.ts';

interface BlockBoxesProps {
  readonly page: PDFPageProxy;
  readonly blocks: readonly Block[];
  readonly selectedId: string | undefined;
  onSelect(block: Block): void;
}

/** The blocks' outlines over a page. A shortcut for pointers: the list of blocks does the same for keyboard and screen reader. */
export function BlockBoxes({ page, blocks, selectedId, onSelect }: BlockBoxesProps) {
  return (
    <div className="boxes" aria-hidden="true">
      {blocks.filter(isOnPage).map((block) => {
        const box = boxOnPage(page, block.box);
        return (
          <button
            key={block.id}
            type="button"
            tabIndex={-1}
            className={block.id === selectedId ? 'box is-selected' : 'box'}
            data-block={block.id}
            style={{
              left: `${box.left * 100}%`,
              top: `${box.top * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
            }}
            onClick={() => onSelect(block)}
          />
        );
      })}
    </div>
  );
}
