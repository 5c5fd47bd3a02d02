import { createHash } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { FidelityRun } from './evidence.ts';

type Kind = 'fields' | 'annotations' | 'labels' | 'attachments';
type Inventory = Readonly<Record<Kind, readonly string[]>>;

/** What a document has besides text: form fields, annotations, page labels and attachments, each as a word that is equal when it is the same. */
export async function inventory(pdf: Uint8Array, password = ''): Promise<Inventory> {
  const task = getDocument({ data: new Uint8Array(pdf), password, verbosity: 0, useSystemFonts: false });
  try {
    const document = await task.promise;
    const fields: string[] = [];
    const annotations: string[] = [];
    for (let page = 1; page <= document.numPages; page++) {
      for (const found of await (await document.getPage(page)).getAnnotations()) {
        if (found.subtype === 'Widget') {
          const value = JSON.stringify(found.fieldValue ?? null);
          fields.push(`${page} ${found.fieldName} ${found.fieldType} ${value} ${found.buttonValue ?? ''} ${found.rect.map(Math.round)}`);
        } else if (found.subtype !== 'Link')
          annotations.push(`${page} ${found.subtype} ${found.rect.map(Math.round)} ${found.hasAppearance}`);
      }
    }
    const labels = (await document.getPageLabels()) ?? [];
    const attachments: string[] = [];
    for (const [id, { filename }] of (await document.getAttachments()) ?? []) {
      const content = (await document.getAttachmentContent(id)) as Uint8Array;
      attachments.push(`${filename} ${createHash('sha256').update(content).digest('hex')}`);
    }
    return {
      fields,
      annotations,
      labels: labels.map((label, i) => `${i} ${label}`),
      attachments,
    };
  } finally {
    await task.destroy();
  }
}

export function compare(before: Inventory, after: Inventory): NonNullable<FidelityRun['conserved']> {
  const kept = (kind: Kind) => {
    const left = [...after[kind]];
    const found = before[kind].filter((item) => {
      const at = left.indexOf(item);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
    return { before: before[kind].length, after: found.length };
  };
  return { fields: kept('fields'), annotations: kept('annotations'), labels: kept('labels'), attachments: kept('attachments') };
}
