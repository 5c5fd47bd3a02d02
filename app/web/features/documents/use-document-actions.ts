import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../shared/api/http.ts';
import type { Document } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { deleteDocument, documentsQuery, prependDocument, removeDocument } from './documents-api.ts';
import { focusList } from './list-title.tsx';
import { downloadTranslation } from './save-file.ts';
import { uploadDocument } from './upload-document.ts';

/** What a person can do with one document of the list. Each is a mutation: it knows whether it runs and what went wrong. */
export function useDocumentActions(document: Document) {
  const client = useQueryClient();
  const download = useMutation({ mutationFn: () => downloadTranslation(document) });

  const remove = useMutation({
    mutationFn: () => deleteDocument(document.id),
    onSuccess: async () => {
      announce(`${document.fileName} is deleted.`);
      removeDocument(client, document.id);
      await client.invalidateQueries({ queryKey: documentsQuery.queryKey });
      // The dialog and the row that asked are gone, and the focus with them.
      if (window.document.activeElement === window.document.body) focusList();
    },
  });

  // The server keeps the original of a document it failed on: trying again means giving it the same file once more.
  const retry = useMutation({
    mutationFn: async () => {
      const original = await (await request(`/documents/${document.id}/original`)).blob();
      const upload = {
        file: original,
        fileName: document.fileName,
        from: document.from,
        to: document.to,
        tone: document.tone,
        idempotencyKey: `retry-${document.id}`,
      };
      const next = await uploadDocument(upload, new AbortController().signal, () => {});
      await prependDocument(client, next);
      await deleteDocument(document.id);
      removeDocument(client, document.id);
    },
    onSuccess: async () => {
      announce(`${document.fileName} is being translated again.`);
      await client.invalidateQueries({ queryKey: documentsQuery.queryKey });
    },
  });

  return { download, remove, retry, error: download.error ?? remove.error ?? retry.error };
}
