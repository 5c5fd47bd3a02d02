import { latin1, type Token } from './tokenise.ts';

/** All that the standard knows (ISO 32000-2, annex A); an inline image is one. */
const OPERATORS = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S ' +
    `SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`
  ).split(' '),
);
/** Colours have the most components: 32, and the name of a pattern. */
const MOST_OPERANDS = 33;

/** Can every reader make sense of this operator? pdf.js reads no further in a content where it cannot, others pass it over. */
export function isSound({ operator, operands, end }: Token, bytes: Uint8Array): boolean {
  if (operator === 'BI') return latin1(bytes, end - 2, end) === 'EI';
  return OPERATORS.has(operator) && operands.length <= MOST_OPERANDS;
}
