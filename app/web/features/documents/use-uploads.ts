import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { type PlainWords, plainWords } from '../../shared/api/plain-words.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { checkFile } from './check-file.ts';
import { documentsQuery, prependDocument } from './documents-api.ts';
import { type Upload, uploadDocument } from './upload-document.ts';

export interface UploadItem extends Upload {
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'failed';
  /** 0..1 */
  readonly progress: number;
  readonly problem?: PlainWords;
  /** false where the same file can only be refused again. */
  readonly retryable: boolean;
}

type Action =
  | { type: 'add'; items: UploadItem[] }
  | { type: 'change'; key: string; change: Partial<UploadItem> }
  | { type: 'remove'; key: string };

function reduce(items: readonly UploadItem[], action: Action): readonly UploadItem[] {
  if (action.type === 'add') return [...items, ...action.items];
  if (action.type === 'remove') return items.filter((item) => item.idempotencyKey !== action.key);
  return items.map((item) => (item.idempotencyKey === action.key ? { ...item, ...action.change } : item));
}

export interface Uploads {
  readonly items: readonly UploadItem[];
  add(files: readonly File[], how: Pick<Upload, 'from' | 'to' | 'tone'>): void;
  retry(key: string): void;
  remove(key: string): void;
}

/** The files on their way to the server, one at a time. A finished one leaves this list and appears among the documents. */
export function useUploads(): Uploads {
  const client = useQueryClient();
  const [items, dispatch] = useReducer(reduce, []);
  const running = useRef(new Map<string, AbortController>());

  const next = items.some((item) => item.state === 'sending') ? undefined : items.find((item) => item.state === 'waiting');
  useEffect(() => {
    if (!next || running.current.has(next.idempotencyKey)) return;
    const key = next.idempotencyKey;
    const controller = new AbortController();
    running.current.set(key, controller);
    dispatch({ type: 'change', key, change: { state: 'sending', progress: 0 } });

    const fail = (problem: PlainWords, retryable: boolean) => {
      announce(`${next.fileName}: ${problem.title}`);
      dispatch({ type: 'change', key, change: { state: 'failed', problem, retryable } });
    };
    const send = async () => {
      const refusal = await checkFile(next.file);
      if (refusal) return fail(refusal, false);
      const document = await uploadDocument(next, controller.signal, (progress) => dispatch({ type: 'change', key, change: { progress } }));
      await prependDocument(client, document);
      dispatch({ type: 'remove', key });
      announce(`${next.fileName} is uploaded. The translation has started.`);
      await client.invalidateQueries({ queryKey: documentsQuery.queryKey });
    };
    send()
      .catch((error: unknown) => {
        if (!controller.signal.aborted) fail(plainWords(error), true);
      })
      .finally(() => running.current.delete(key));
  }, [client, next]);

  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const add = useCallback((files: readonly File[], how: Pick<Upload, 'from' | 'to' | 'tone'>) => {
    dispatch({
      type: 'add',
      items: files.map((file) => ({
        file,
        fileName: file.name,
        ...how,
        idempotencyKey: crypto.randomUUID(),
        state: 'waiting',
        progress: 0,
        retryable: true,
      })),
    });
  }, []);
  const retry = useCallback((key: string) => dispatch({ type: 'change', key, change: { state: 'waiting' } }), []);
  const remove = useCallback((key: string) => {
    running.current.get(key)?.abort();
    dispatch({ type: 'remove', key });
  }, []);
  return { items, add, retry, remove };
}
