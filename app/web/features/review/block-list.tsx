import { useQuery } from '@tanstack/react-query';
import type { Block, Document } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { LoadProblem } from '../../shared/ui/load-problem.tsx';
import { BlockCard } from './block-card.tsx';
import { blocksQuery } from './blocks-api.ts';
import type { Drafts } from './use-drafts.ts';

interface BlockListProps {
  readonly document: Document;
  readonly page: number;
  readonly drafts: Drafts;
  readonly selected: { readonly id: string; readonly from: 'page' | 'list' } | undefined;
  onSelect(block: Block): void;
  onPage(page: number): void;
}

/** The text of one page, block by block; it follows the page that is being read. */
export function BlockList({ document, page, drafts, selected, onSelect, onPage }: BlockListProps) {
  const { data: blocks, error, refetch } = useQuery(blocksQuery(document.id, page));
  const pageCount = document.pageCount ?? 1;
  return (
    <section className="text" aria-label="Text, block by block">
      <div className="text-pages">
        <button
          type="button"
          className="button button-icon"
          aria-label="Previous page"
          aria-disabled={page <= 1}
          onClick={() => page > 1 && onPage(page - 1)}
        >
          <Icon name="arrowLeft" />
        </button>
        <h2 className="text-title">
          Page {page} <span className="text-of">of {pageCount}</span>
        </h2>
        <button
          type="button"
          className="button button-icon"
          aria-label="Next page"
          aria-disabled={page >= pageCount}
          onClick={() => page < pageCount && onPage(page + 1)}
        >
          <Icon name="arrowRight" />
        </button>
      </div>
      {error && <LoadProblem error={error} onRetry={refetch} />}
      {!blocks && !error && <Placeholders />}
      {blocks?.length === 0 && <p className="text-empty">There is no text on this page. It looks the same in the translation.</p>}
      <ol className="blocks">
        {blocks?.map((block, index) => (
          <BlockCard
            key={block.id}
            document={document}
            block={block}
            number={index + 1}
            drafts={drafts}
            isSelected={block.id === selected?.id}
            takesFocus={selected?.from === 'page'}
            onSelect={onSelect}
          />
        ))}
      </ol>
    </section>
  );
}

function Placeholders() {
  return (
    <div className="blocks" aria-hidden="true">
      <div className="block block-placeholder" />
      <div className="block block-placeholder" />
      <div className="block block-placeholder" />
    </div>
  );
}
