import '../features/review/review.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { documentQuery } from '../features/documents/documents-api.ts';
import { useLiveDocument } from '../features/documents/use-live-document.ts';
import { Workspace } from '../features/review/workspace.tsx';
import { plainWords, wordsForCode } from '../shared/api/plain-words.ts';
import type { Document } from '../shared/api/types.ts';
import { PageTitle } from '../shared/ui/page-title.tsx';
import { ProgressBar } from '../shared/ui/progress-bar.tsx';

export function ReviewPage() {
  const { documentId = '' } = useParams();
  const { data: document, error, refetch } = useQuery(documentQuery(documentId));
  useLiveDocument(document);
  const version = useReadyVersion(document);

  if (!document) {
    if (!error) return <Waiting title="Opening the document" value={undefined} />;
    const words = plainWords(error);
    return (
      <Message title={words.title} text={words.advice}>
        <button type="button" className="button" onClick={() => void refetch()}>
          Try again
        </button>
      </Message>
    );
  }
  if (document.status === 'failed' && version === undefined) {
    const words = wordsForCode(document.error?.code ?? 'internal', document.error?.message);
    return <Message title={document.fileName} text={`${words.title} ${words.advice}`} />;
  }
  if (version === undefined) {
    return <Waiting title={document.fileName} value={document.status === 'queued' ? undefined : document.progress} />;
  }
  return (
    <main className="review" id="main">
      <Workspace key={document.id} document={document} translationVersion={version} />
    </main>
  );
}

/** When the document was last ready. It stays what it was while an edit is being worked in: the old pages can be read until then. */
function useReadyVersion(document: Document | undefined): string | undefined {
  const [last, setLast] = useState<{ id: string; version: string }>();
  const isNews = document?.status === 'ready' && (last?.id !== document.id || last.version !== document.updatedAt);
  if (isNews) setLast({ id: document.id, version: document.updatedAt });
  if (isNews) return document.updatedAt;
  return last?.id === document?.id ? last?.version : undefined;
}

function Waiting({ title, value }: { title: string; value: number | undefined }) {
  return (
    <main className="review-message" id="main" aria-busy="true">
      <PageTitle title={title} />
      <p className="lead">
        {value === undefined ? 'One moment.' : 'It is being translated. The pages appear here as soon as they are ready.'}
      </p>
      <ProgressBar label={title} value={value} />
    </main>
  );
}

function Message({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <main className="review-message" id="main">
      <PageTitle title={title} />
      <p className="lead" role="alert">
        {text}
      </p>
      <div className="review-message-actions">
        <Link className="button button-primary" to="/documents">
          Back to your documents
        </Link>
        {children}
      </div>
    </main>
  );
}
