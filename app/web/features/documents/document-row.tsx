import { useState } from 'react';
import { Link } from 'react-router';
import { isRefusal, plainWords, wordsForCode } from '../../shared/api/plain-words.ts';
import type { Document } from '../../shared/api/types.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { DocumentState } from './document-state.tsx';
import { fileSize, languageName, relativeTime } from './format.ts';
import { PageSign } from './page-sign.tsx';
import { useDocumentActions } from './use-document-actions.ts';
import { useLiveDocument } from './use-live-document.ts';

export function DocumentRow({ document }: { document: Document }) {
  useLiveDocument(document);
  const { download, remove, retry, error } = useDocumentActions(document);
  const [isAsking, setIsAsking] = useState(false);
  const isReady = document.status === 'ready';
  const path = `/documents/${document.id}`;
  return (
    <li className={`row row-${document.status}`}>
      <PageSign from={document.from} to={document.to} />
      <div className="row-main">
        <h3 className="row-name">{isReady ? <Link to={path}>{document.fileName}</Link> : document.fileName}</h3>
        <Meta document={document} />
      </div>
      <DocumentState document={document} />
      <div className="row-actions">
        {isReady && (
          <>
            <Link className="button button-primary" to={path} aria-label={`Review ${document.fileName}`}>
              Review
            </Link>
            <button
              type="button"
              className="button button-icon"
              aria-label={`Download the translation of ${document.fileName}`}
              aria-disabled={download.isPending}
              onClick={() => !download.isPending && download.mutate()}
            >
              <Icon name="download" />
            </button>
          </>
        )}
        {document.status === 'failed' && !isRefusal(document.error?.code ?? '') && (
          <button type="button" className="button" aria-disabled={retry.isPending} onClick={() => !retry.isPending && retry.mutate()}>
            <Icon name="retry" />
            {retry.isPending ? 'Starting…' : 'Try again'}
          </button>
        )}
        <button type="button" className="button button-icon" aria-label={`Delete ${document.fileName}`} onClick={() => setIsAsking(true)}>
          <Icon name="trash" />
        </button>
      </div>
      {document.status === 'failed' && <Failure document={document} />}
      {error && <Notice words={plainWords(error)} />}
      {isAsking && (
        <ConfirmDialog
          title="Delete this document?"
          confirmLabel={remove.isPending ? 'Deleting…' : 'Delete'}
          busy={remove.isPending}
          onCancel={() => setIsAsking(false)}
          onConfirm={() => remove.mutate(undefined, { onSettled: () => setIsAsking(false) })}
        >
          <p>
            <strong>{document.fileName}</strong>, its translation and your edits are removed for good.
          </p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function Meta({ document }: { document: Document }) {
  const now = Date.now();
  const parts = [
    `${languageName(document.from)} to ${languageName(document.to)}`,
    document.pageCount !== null && (document.pageCount === 1 ? '1 page' : `${document.pageCount} pages`),
    fileSize(document.sizeBytes),
    document.status === 'ready' && thingsToKnow(document.warnings.length),
  ];
  return (
    <>
      <p className="row-meta">{parts.filter(Boolean).join(' · ')}</p>
      <p className="row-meta row-times">
        Added {relativeTime(document.createdAt, now)} · deleted {relativeTime(document.expiresAt, now)}
      </p>
    </>
  );
}

/** The review page says what they are. */
function thingsToKnow(count: number): string | false {
  return count > 0 && (count === 1 ? '1 thing to know' : `${count} things to know`);
}

function Failure({ document }: { document: Document }) {
  const words = wordsForCode(document.error?.code ?? 'internal', document.error?.message);
  return (
    <div className="row-failure">
      <p className="notice-title">{words.title}</p>
      {words.advice && <p>{words.advice}</p>}
    </div>
  );
}
