import { API, session } from '../../shared/api/http.ts';
import { networkError, problemFrom } from '../../shared/api/problem.ts';
import type { Document, Tone } from '../../shared/api/types.ts';

export interface Upload {
  readonly file: Blob;
  readonly fileName: string;
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  /** The same for every attempt at the same upload, so that a lost answer never makes two documents. */
  readonly idempotencyKey: string;
}

/**
 * Sends one PDF. XMLHttpRequest, because fetch does not tell how much has been sent.
 * `onProgress`: 0..1 of the bytes sent. Throws ApiError, or the signal's reason when aborted.
 */
export async function uploadDocument(upload: Upload, signal: AbortSignal, onProgress: (share: number) => void): Promise<Document> {
  const token = await session.accessToken();
  const first = await attempt(upload, token, signal, onProgress);
  const answer = first.status === 401 ? await attempt(upload, await session.renew(token), signal, onProgress) : first;
  if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.responseText) as Document;
  throw problemFrom(answer.status, answer.responseText, (name) => answer.getResponseHeader(name));
}

function attempt(upload: Upload, token: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const form = new FormData();
    // The server reads the form as a stream: the fields it needs first come first.
    form.append('from', upload.from);
    form.append('to', upload.to);
    form.append('tone', upload.tone);
    form.append('file', upload.file, upload.fileName);

    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    signal.addEventListener('abort', abort, { once: true });
    xhr.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    xhr.onload = () => resolve(xhr);
    xhr.onerror = () => reject(networkError());
    xhr.onabort = () => reject(signal.reason);
    xhr.onloadend = () => signal.removeEventListener('abort', abort);
    xhr.open('POST', `${API}/documents`);
    xhr.setRequestHeader('authorization', `Bearer ${token}`);
    xhr.setRequestHeader('accept', 'application/json');
    xhr.setRequestHeader('idempotency-key', upload.idempotencyKey);
    xhr.send(form);
  });
}
