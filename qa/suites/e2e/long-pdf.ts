/** In: how many pages. Out: a small PDF of that many pages, one sentence each, made without any library. */
export function longPdf(pageCount: number): Buffer {
  const objects: string[] = [];
  const pageIds = Array.from({ length: pageCount }, (_, index) => 4 + index * 2);
  objects[1] = '<< /Type /Catalog /Pages 2 0 R >>';
  objects[2] = `<< /Type /Pages /Count ${pageCount} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`;
  objects[3] = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  pageIds.forEach((id, index) => {
    const content = `BT /F1 14 Tf 72 720 Td (The garden opens on page number ${index + 1}.) Tj ET`;
    objects[id] = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${id + 1} 0 R >>`;
    objects[id + 1] = `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
  });
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, id) => {
    const offset = file.length;
    file += `${id} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const rows = objects.map((_, id) => `${String(offsets[id]).padStart(10, '0')} 00000 n \n`).slice(1);
  file += `xref\n0 ${objects.length}\n0000000000 65535 f \n${rows.join('')}`;
  file += `trailer\n<< /Size ${objects.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
