import { PDFArray, PDFName, PDFNumber, type PDFStream } from '@cantoo/pdf-lib';
import { IDENTITY, type Matrix, multiply, type Rect, transformRect } from '../geometry.ts';
import { latin1, type Token } from './tokenise.ts';

/** An image fills the unit square of its own space. */
const UNIT: Rect = [0, 0, 1, 1];

/** Follows the current transformation matrix through a content stream, as far as it takes to say where images stand. */
export class Placement {
  readonly #bytes: Uint8Array;
  readonly #saved: Matrix[] = [];
  #current: Matrix;

  constructor(bytes: Uint8Array, start: Matrix) {
    this.#bytes = bytes;
    this.#current = start;
  }

  get matrix(): Matrix {
    return this.#current;
  }

  /** Where an image painted now stands, in user space. */
  get image(): Rect {
    return transformRect(this.#current, UNIT);
  }

  step({ operator, operands }: Token): void {
    if (operator === 'q') this.#saved.push(this.#current);
    else if (operator === 'Q') this.#current = this.#saved.pop() ?? this.#current;
    else if (operator === 'cm' && operands.length === 6) {
      const matrix = operands.map(([start, end]) => Number(latin1(this.#bytes, start, end)));
      if (matrix.every(Number.isFinite)) this.#current = multiply(this.#current, matrix as unknown as Matrix);
    }
  }
}

/** The matrix of a form XObject. */
export function formMatrix({ dict }: PDFStream): Matrix {
  const array = dict.lookup(PDFName.of('Matrix'));
  if (!(array instanceof PDFArray) || array.size() !== 6) return IDENTITY;
  const values = Array.from({ length: 6 }, (_, i) => array.lookup(i)).map((v) => (v instanceof PDFNumber ? v.asNumber() : Number.NaN));
  return values.every(Number.isFinite) ? (values as unknown as Matrix) : IDENTITY;
}
