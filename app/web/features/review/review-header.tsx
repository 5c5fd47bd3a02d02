import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { plainWords } from '../../shared/api/plain-words.ts';
import type { Document } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { PageTitle } from '../../shared/ui/page-title.tsx';
import { languageName } from '../documents/format.ts';
import { downloadTranslation } from '../documents/save-file.ts';

const ZOOMS = [1, 1.25, 1.5, 2, 3] as const;

interface ReviewHeaderProps {
  readonly document: Document;
  readonly zoom: number;
  onZoom(zoom: number): void;
}

export function ReviewHeader({ document, zoom, onZoom }: ReviewHeaderProps) {
  const download = useMutation({ mutationFn: () => downloadTranslation(document) });
  const isReady = document.status === 'ready';
  const bigger = ZOOMS.find((step) => step > zoom);
  const smaller = ZOOMS.findLast((step) => step < zoom);
  return (
    <div className="review-header">
      <Link className="button button-icon review-back" to="/documents" aria-label="Back to your documents">
        <Icon name="arrowLeft" />
      </Link>
      <div className="review-name">
        <PageTitle title={document.fileName} className="review-title" />
        <p className="review-meta">
          {languageName(document.from)} to {languageName(document.to)}
          <span className="review-status" aria-live="polite">
            {isReady ? ' · Up to date' : ' · Setting the pages again…'}
          </span>
        </p>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div className="zoom" role="group" aria-label="Zoom">
        <button
          type="button"
          className="button button-icon"
          aria-label="Smaller"
          aria-disabled={smaller === undefined}
          onClick={() => smaller !== undefined && onZoom(smaller)}
        >
          <Icon name="minus" />
        </button>
        <span className="zoom-value" aria-live="polite">
          {Math.round(zoom * 100)} %
        </span>
        <button
          type="button"
          className="button button-icon"
          aria-label="Larger"
          aria-disabled={bigger === undefined}
          onClick={() => bigger !== undefined && onZoom(bigger)}
        >
          <Icon name="plus" />
        </button>
      </div>
      <button
        type="button"
        className="button button-primary review-download"
        aria-disabled={!isReady || download.isPending}
        onClick={() => isReady && !download.isPending && download.mutate()}
      >
        <Icon name="download" />
        {download.isPending ? 'Preparing…' : 'Download'}
      </button>
      {download.error && <Notice words={plainWords(download.error)} />}
    </div>
  );
}
