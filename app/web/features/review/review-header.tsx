import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { plainWords } from '../../shared/api/plain-words.ts';
import type { Document, Tone } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { PageTitle } from '../../shared/ui/page-title.tsx';
import { changeTone, languagesQuery, putDocument } from '../documents/documents-api.ts';
import { languageName } from '../documents/format.ts';
import { downloadTranslation } from '../documents/save-file.ts';
import { pairOf, ToneChoice } from '../documents/tone-choice.tsx';

const ZOOMS = [1, 1.25, 1.5, 2, 3] as const;

interface ReviewHeaderProps {
  readonly document: Document;
  readonly zoom: number;
  onZoom(zoom: number): void;
}

export function ReviewHeader({ document, zoom, onZoom }: ReviewHeaderProps) {
  const download = useMutation({ mutationFn: () => downloadTranslation(document) });
  const client = useQueryClient();
  const { data: pairs = [] } = useQuery(languagesQuery);
  const [isRetranslating, setIsRetranslating] = useState(false);
  const tone = useMutation({
    mutationFn: (wanted: Tone) => changeTone(document.id, wanted),
    onSuccess: (changed) => {
      putDocument(client, changed);
      setIsRetranslating(true);
      announce('What you did not edit is translated again in the new tone.');
    },
  });
  const isReady = document.status === 'ready';
  useEffect(() => {
    if (!isRetranslating || !isReady) return;
    setIsRetranslating(false);
    void client.invalidateQueries({ queryKey: ['blocks', document.id] });
  }, [client, document.id, isRetranslating, isReady]);
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
            {isReady ? ' · Up to date' : document.waitingFor ? ' · Waiting for the translation service…' : ' · Setting the pages again…'}
          </span>
        </p>
      </div>
      <ToneChoice
        pair={pairOf(pairs, document)}
        value={tone.isPending ? tone.variables : document.tone}
        disabled={!isReady || tone.isPending}
        onChange={(wanted) => tone.mutate(wanted)}
      />
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
      {tone.error && <Notice words={plainWords(tone.error)} />}
    </div>
  );
}
