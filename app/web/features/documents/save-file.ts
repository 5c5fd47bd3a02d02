import { request } from '../../shared/api/http.ts';
import type { Document } from '../../shared/api/types.ts';

/** Fetches the translated PDF with the session's token and hands it to the browser as a download. Throws ApiError. */
export async function downloadTranslation(document: Document): Promise<void> {
  const response = await request(`/documents/${document.id}/translation`);
  const name = fileNameOf(response.headers.get('content-disposition')) ?? translatedName(document);
  saveBlob(await response.blob(), name);
}

/** In: a Content-Disposition header. Out: its file name, the encoded one first. */
export function fileNameOf(header: string | null): string | undefined {
  const encoded = header?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return header?.match(/filename="([^"]+)"/i)?.[1];
}

export function translatedName(document: Pick<Document, 'fileName' | 'to'>): string {
  return `${document.fileName.replace(/\.pdf$/i, '')}.${document.to}.pdf`;
}

function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(window.document.createElement('a'), { href: url, download: fileName });
  link.click();
  // Some browsers read the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
