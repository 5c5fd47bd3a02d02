/** One operator of a content stream with the byte ranges of its operands. */
export interface Token {
  readonly operator: string;
  /** Of the first operand (of the operator itself when it has none). */
  readonly start: number;
  readonly end: number;
  readonly operands: readonly (readonly [start: number, end: number])[];
}

const [TAB, LF, FF, CR, SPACE] = [9, 10, 12, 13, 32];
const [PERCENT, OPEN, CLOSE, SLASH, LESS, MORE, SQUARE, UNSQUARE, BACKSLASH, BRACE, UNBRACE] = [
  37, 40, 41, 47, 60, 62, 91, 93, 92, 123, 125,
];
const WHITE = new Set([0, TAB, LF, FF, CR, SPACE]);
const [PLUS, MINUS, POINT, ZERO, NINE] = [43, 45, 46, 48, 57];
const DELIMITER = new Set([PERCENT, OPEN, CLOSE, SLASH, LESS, MORE, SQUARE, UNSQUARE, BRACE, UNBRACE]);
/** By code: is it white space or a delimiter? */
const ENDS_WORD = Uint8Array.from({ length: 256 }, (_, code) => Number(WHITE.has(code) || DELIMITER.has(code)));
const CONSTANTS = new Set(['true', 'false', 'null']);

/** Cuts a content stream into operators. Never throws: what makes no sense is passed over, as viewers do, or comes as an operator of its own. */
export function* tokenise(bytes: Uint8Array): Generator<Token> {
  let operands: [number, number][] = [];
  let i = 0;
  while (i < bytes.length) {
    const c = bytes[i] as number;
    const start = i;
    if (WHITE.has(c)) {
      i++;
      continue;
    }
    if (c === PERCENT) {
      while (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) i++;
      continue;
    }
    const end = operandEnd(bytes, i);
    if (end !== undefined) {
      i = end;
      operands.push([start, i]);
      continue;
    }
    if (DELIMITER.has(c)) {
      i++;
      // Out of place: an operator that nobody knows.
      yield { operator: String.fromCharCode(c), start, end: i, operands: [] };
      continue;
    }
    while (i < bytes.length && !ENDS_WORD[bytes[i] as number]) i++;
    const word = isNumber(bytes, start) ? undefined : latin1(bytes, start, i);
    if (word === undefined || CONSTANTS.has(word)) {
      operands.push([start, i]);
      continue;
    }
    if (word === 'BI') i = inlineImageEnd(bytes, i);
    yield { operator: word, start: operands[0]?.[0] ?? start, end: i, operands };
    operands = [];
  }
}

/** Every name in a content stream, wherever it stands: also within strings and the data of images. */
export function namesIn(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  for (let start = bytes.indexOf(SLASH); start >= 0; start = bytes.indexOf(SLASH, start + 1)) {
    let end = start + 1;
    while (end < bytes.length && !ENDS_WORD[bytes[end] as number]) end++;
    names.add(nameAt(bytes, start, end));
  }
  return names;
}

/** The name that is the operator's last operand. */
export function nameOf(bytes: Uint8Array, { operands }: Token): string {
  const [start, end] = operands.at(-1) ?? [-1, 0];
  return nameAt(bytes, start, end);
}

/** The name that stands from its slash at `start` to before `end`. */
function nameAt(bytes: Uint8Array, start: number, end: number): string {
  return latin1(bytes, start + 1, end).replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Does a number begin here, with a sign or two minuses, as some programs write them? */
function isNumber(bytes: Uint8Array, start: number): boolean {
  const c = bytes[signEnd(bytes, start)] as number;
  return c === POINT || isDigit(c);
}

function signEnd(bytes: Uint8Array, start: number): number {
  let i = start;
  if (bytes[i] === PLUS) i++;
  else while (bytes[i] === MINUS && i < start + 2) i++;
  return i;
}

const isDigit = (c: number) => c >= ZERO && c <= NINE;

/** Are brackets in their places within an operator's operands, numbers nothing else, and does it end, if it is an inline image? */
export function isWellFormed(bytes: Uint8Array, { operator, operands, end }: Token): boolean {
  for (const [from, to] of operands) if (!isOperand(bytes, from, to)) return false;
  return operator !== 'BI' || latin1(bytes, end - 2, end) === 'EI';
}

function isOperand(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start;
  while (i < end) {
    const c = bytes[i] as number;
    const isPair = c === LESS && bytes[i + 1] === LESS;
    const past = isPair || c === SQUARE ? undefined : operandEnd(bytes, i);
    if (c === CLOSE) return false;
    if (past !== undefined) i = past;
    else if (ENDS_WORD[c]) i += isPair ? 2 : 1;
    else {
      const word = i;
      while (i < end && !ENDS_WORD[bytes[i] as number]) i++;
      if (!isOnlyNumber(bytes, word, i) && !CONSTANTS.has(latin1(bytes, word, i))) return false;
    }
  }
  return true;
}

/** Some programs write a minus in the middle, too. */
function isOnlyNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let [points, digits] = [0, 0];
  for (let i = signEnd(bytes, start); i < end; i++) {
    const c = bytes[i] as number;
    if (c === POINT) points++;
    else if (isDigit(c)) digits++;
    else if (c !== MINUS || digits === 0) return false;
  }
  return digits > 0 && points <= 1;
}

/** Where the string, array, dictionary or name that begins at `i` ends; undefined when none begins there. */
function operandEnd(bytes: Uint8Array, i: number): number | undefined {
  switch (bytes[i]) {
    case OPEN:
      return stringEnd(bytes, i);
    case LESS:
      if (bytes[i + 1] === LESS) return containerEnd(bytes, i);
      return seek(bytes, i, MORE);
    case SQUARE:
      return containerEnd(bytes, i);
    case SLASH: {
      let end = i + 1;
      while (end < bytes.length && !ENDS_WORD[bytes[end] as number]) end++;
      return end;
    }
    default:
      return undefined;
  }
}

function seek(bytes: Uint8Array, i: number, sign: number): number {
  const found = bytes.indexOf(sign, i);
  return found < 0 ? bytes.length : found + 1;
}

function stringEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let i = start; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === BACKSLASH) i++;
    else if (c === OPEN) depth++;
    else if (c === CLOSE && --depth === 0) return i + 1;
  }
  return bytes.length;
}

/** Past what closes an array or a dictionary, and all those within it. */
function containerEnd(bytes: Uint8Array, start: number): number {
  const open: number[] = [];
  let i = start;
  while (i < bytes.length) {
    const c = bytes[i] as number;
    const isPair = (c === LESS || c === MORE) && bytes[i + 1] === c;
    if (c === SQUARE || (c === LESS && isPair)) open.push(c === SQUARE ? UNSQUARE : MORE);
    else if (c === OPEN) i = stringEnd(bytes, i) - 1;
    else if (c === LESS) i = seek(bytes, i, MORE) - 1;
    else if (c === open.at(-1) && (c === UNSQUARE || isPair)) open.pop();
    i += isPair ? 2 : 1;
    if (open.length === 0) return i;
  }
  return bytes.length;
}

/** Past `EI`, which must stand alone: image data may hold the same two bytes. */
function inlineImageEnd(bytes: Uint8Array, start: number): number {
  const alone = (i: number, a: number, b: number) =>
    bytes[i] === a && bytes[i + 1] === b && boundary(bytes, i - 1) && (i + 2 >= bytes.length || WHITE.has(bytes[i + 2] as number));
  let i = start;
  while (i < bytes.length && !alone(i, 73, 68)) i++;
  i += 3;
  while (i < bytes.length && !(alone(i, 69, 73) && readsOn(bytes, i + 2))) i++;
  return Math.min(bytes.length, i + 2);
}

function boundary(bytes: Uint8Array, i: number): boolean {
  const c = bytes[i] ?? SPACE;
  return WHITE.has(c) || DELIMITER.has(c);
}

/** What follows the end of an image is text, not data. */
function readsOn(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < Math.min(bytes.length, from + 12); i++) {
    const c = bytes[i] as number;
    if (!WHITE.has(c) && (c < 32 || c > 126)) return false;
  }
  return true;
}

export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
