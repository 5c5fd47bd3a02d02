import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Block, Document } from '../../shared/api/types.ts';
import { panelId, type Tab, Tabs, tabId } from '../../shared/ui/tabs.tsx';
import { languageName } from '../documents/format.ts';
import { BlockList } from './block-list.tsx';
import { blocksQuery } from './blocks-api.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { PagePane, type PaneHandle } from './pdf/page-pane.tsx';
import { ScrollLink } from './pdf/scroll-link.ts';
import { usePdf } from './pdf/use-pdf.ts';
import { ReviewHeader } from './review-header.tsx';
import { ReviewWarnings } from './review-warnings.tsx';
import { useDrafts } from './use-drafts.ts';
import { useLayout } from './use-layout.ts';

type View = 'original' | 'translation' | 'text';

interface WorkspaceProps {
  readonly document: Document;
  /** Changes with every new rendering of the translation. */
  readonly translationVersion: string;
}

/** Original, translation and text of one document, kept at the same place. */
export function Workspace({ document, translationVersion }: WorkspaceProps) {
  const layout = useLayout();
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [view, setView] = useState<View>('translation');
  const [selected, setSelected] = useState<{ id: string; from: 'page' | 'list' }>();
  const drafts = useDrafts();
  const [link] = useState(() => new ScrollLink());
  const panes = { original: useRef<PaneHandle>(null), translation: useRef<PaneHandle>(null) };
  const pdfs = {
    original: usePdf(`/documents/${document.id}/original`, document.id),
    translation: usePdf(`/documents/${document.id}/translation`, translationVersion),
  };
  const { data: blocks = [] } = useQuery(blocksQuery(document.id, page));

  const goTo = (next: number) => {
    setPage(next);
    link.release();
    panes.original.current?.scrollToPage(next);
    panes.translation.current?.scrollToPage(next);
  };
  const selectOnPage = useCallback(
    (block: Block) => {
      setSelected({ id: block.id, from: 'page' });
      if (layout === 'narrow') setView('text');
    },
    [layout],
  );
  const selectInList = (block: Block) => {
    if (selected?.id !== block.id) setSelected({ id: block.id, from: 'list' });
    link.release();
    for (const pane of [panes.original, panes.translation]) void pane.current?.scrollToBlock(block);
  };

  const tabs: Tab<View>[] = [
    { id: 'original', label: 'Original' },
    { id: 'translation', label: 'Translation' },
    ...(layout === 'narrow' ? [{ id: 'text', label: 'Text' } as const] : []),
  ];
  const shown: View = layout === 'medium' && view === 'text' ? 'translation' : view;

  const pane = (name: 'original' | 'translation') => (
    <PagePane
      ref={panes[name]}
      label={name === 'original' ? `Original, ${languageName(document.from)}` : `Translation, ${languageName(document.to)}`}
      pdf={pdfs[name]}
      zoom={zoom}
      link={link}
      startPage={page}
      blocks={blocks}
      selectedId={selected?.id}
      onSelect={selectOnPage}
      onPage={setPage}
    />
  );
  const text = <BlockList document={document} page={page} drafts={drafts} selected={selected} onSelect={selectInList} onPage={goTo} />;

  return (
    <>
      <ReviewHeader document={document} zoom={zoom} onZoom={setZoom} />
      <ReviewWarnings warnings={document.warnings} />
      <LeaveGuard unsaved={drafts.count} />
      {layout === 'wide' ? (
        <div className="workspace workspace-wide">
          <section className="column" aria-label="Original">
            <p className="column-title">Original · {languageName(document.from)}</p>
            {pane('original')}
          </section>
          <section className="column" aria-label="Translation">
            <p className="column-title">Translation · {languageName(document.to)}</p>
            {pane('translation')}
          </section>
          {text}
        </div>
      ) : (
        <div className={`workspace workspace-${layout}`}>
          <div className="column">
            <Tabs<View> label="What to look at" tabs={tabs} selected={shown} onSelect={setView} />
            <div key={shown} className="tab-panel" role="tabpanel" id={panelId(shown)} aria-labelledby={tabId(shown)}>
              {shown === 'text' ? text : pane(shown)}
            </div>
          </div>
          {layout === 'medium' && text}
        </div>
      )}
    </>
  );
}
