import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Document } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { documentQuery, documentsQuery, putDocument } from './documents-api.ts';
import { isSettled, watchDocument } from './watch-document.ts';

/** Keeps a document that is being worked on up to date in the cache, and says when it is done. */
export function useLiveDocument(document: Document | undefined): void {
  const client = useQueryClient();
  const id = document && !isSettled(document) ? document.id : undefined;
  useEffect(() => {
    if (!id) return;
    const controller = new AbortController();
    watchDocument(id, controller.signal, (next) => {
      putDocument(client, next);
      if (next.status === 'ready') announce(`${next.fileName} is translated and ready to review.`);
      if (next.status === 'failed') announce(`${next.fileName} could not be translated.`);
    }).catch(() => {
      // Refused: it was deleted, or the session ended. Reading the list again shows which.
      void client.invalidateQueries({ queryKey: documentsQuery.queryKey });
      void client.invalidateQueries({ queryKey: documentQuery(id).queryKey });
    });
    return () => controller.abort();
  }, [client, id]);
}
