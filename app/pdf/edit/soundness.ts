import { isWellFormed, type Token } from './tokenise.ts';

/** All that the standard knows (ISO 32000-2, annex A); an inline image is one. */
const OPERATORS = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S ' +
    `SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`
  ).split(' '),
);
/** Colours have the most components: 32, and the name of a pattern. */
const MOST_OPERANDS = 33;
/** How many numbers the points of paths are. */
const COORDINATES = new Map([
  ['m', 2],
  ['l', 2],
  ['v', 4],
  ['y', 4],
  ['re', 4],
  ['c', 6],
]);
/** What programs may call operators of their own. */
const WORD = /^[a-z][\w*'"]{0,126}$/i;

/**
 * Follows a content stream as far as it takes to say whether every reader can read on to its end. pdf.js stops at brackets out of place, at what
 * is half a number, at more operands than any operator has, at paths again and again without their points, at words of more than 128 letters
 * and in an image without an end. An operator that nobody knows it passes over, but others may stop there, unless the content says
 * that it has some, between `BX` and `EX`.
 */
export class Soundness {
  readonly #bytes: Uint8Array;
  #isSound = true;
  /** Compatibility sections that are open. */
  #sections = 0;
  /** An operator that is passed over leaves its operands. */
  #operands = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isSound(): boolean {
    return this.#isSound;
  }

  step(token: Token): void {
    const { operator, operands } = token;
    const isKnown = OPERATORS.has(operator);
    this.#operands += operands.length;
    this.#isSound &&=
      (isKnown || (this.#sections > 0 && isPassedOver(operator))) &&
      this.#operands <= MOST_OPERANDS &&
      operands.length >= (COORDINATES.get(operator) ?? 0) &&
      isWellFormed(this.#bytes, token);
    if (isKnown) this.#operands = 0;
    if (operator === 'BX') this.#sections++;
    else if (operator === 'EX') this.#sections--;
  }
}

/** pdf.js would take the beginning of «quote» for the operator that it is. */
function isPassedOver(operator: string): boolean {
  return WORD.test(operator) && ![1, 2, 3].some((length) => OPERATORS.has(operator.slice(0, length)));
}
