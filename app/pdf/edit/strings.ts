const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** The elements of a TJ array (or one string operand): byte strings and adjustments, in order. */
export function showElements(bytes: Uint8Array, start: number, end: number): (Uint8Array | number)[] {
  const elements: (Uint8Array | number)[] = [];
  let i = start;
  while (i < end) {
    const c = bytes[i];
    if (c === 40) {
      const [string, next] = literalString(bytes, i);
      elements.push(string);
      i = next;
    } else if (c === 60) {
      const close = bytes.indexOf(62, i);
      const stop = close < 0 ? end : close;
      elements.push(hexString(Buffer.from(bytes.subarray(i + 1, stop)).toString('latin1')));
      i = stop + 1;
    } else {
      const word = /^[+\-.\d]+/.exec(Buffer.from(bytes.subarray(i, Math.min(end, i + 40))).toString('latin1'))?.[0];
      if (word) elements.push(Number.parseFloat(word) || 0);
      i += word?.length ?? 1;
    }
  }
  return elements;
}

export function hexOf(bytes: Uint8Array): string {
  return `<${Buffer.from(bytes).toString('hex')}>`;
}

function hexString(text: string): Uint8Array {
  const digits = text.replace(/[^0-9a-fA-F]/g, '');
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
}

function literalString(bytes: Uint8Array, start: number): [string: Uint8Array, next: number] {
  const out: number[] = [];
  let depth = 0;
  let i = start;
  for (; i < bytes.length; i++) {
    const c = bytes[i] as number;
    if (c === 92) {
      const next = bytes[++i] as number;
      const octal = /^[0-7]{1,3}/.exec(String.fromCharCode(next, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0))?.[0];
      if (octal) {
        out.push(Number.parseInt(octal, 8) & 255);
        i += octal.length - 1;
      } else if (next === 13) {
        if (bytes[i + 1] === 10) i++;
      } else if (next !== 10) out.push(ESCAPES[String.fromCharCode(next)] ?? next);
      continue;
    }
    if (c === 40 && depth++ === 0) continue;
    if (c === 41 && --depth === 0) return [Uint8Array.from(out), i + 1];
    if (c === 13) {
      // An end of line in a string is one line feed, however it is written.
      if (bytes[i + 1] === 10) i++;
      out.push(10);
    } else out.push(c);
  }
  return [Uint8Array.from(out), i];
}
