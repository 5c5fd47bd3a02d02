import { type Static, Type } from 'typebox';
import { CalibrationSchema } from '../../calibration/evidence.ts';

const numbers = Type.Array(Type.Number());

export const LongDocumentsSchema = Type.Object({
  /** Rounds that were asked for; a value that is missing shows. */
  rounds: Type.Object({ cost: Type.Number(), memory: Type.Number(), cores: Type.Number(), cache: Type.Number() }),
  /** Documents that were asked for. */
  documents: Type.Array(Type.String()),
  /** CPU time of each round, ms: ours (read, and written back as itself) and the floor's (pdf.js reading, pdf-lib saving the same file). */
  costs: Type.Array(Type.Object({ name: Type.String(), pages: Type.Number(), characters: Type.Number(), ours: numbers, floor: numbers })),
  /** Most resident memory of the engine process that does a book, MB, a fresh one each time: one value per round. `dense`: as many pages of small print. */
  memory: Type.Object({
    pages: Type.Object({ few: Type.Number(), many: Type.Number() }),
    few: numbers,
    many: numbers,
    dense: numbers,
  }),
  /** Extraction of a book by two processes on two cores, and on one core, ms, in turn. */
  cores: Type.Object({
    /** That this machine has. */
    available: Type.Number(),
    pages: Type.Number(),
    two: numbers,
    one: numbers,
    /** Whether both gave the same blocks. */
    same: Type.Boolean(),
  }),
  /** Blocks of an ordinary document from the cache, and by extraction, ms, in turn. */
  cache: Type.Object({ hit: numbers, extraction: numbers }),
  /** How quiet the machine was. */
  calibration: CalibrationSchema,
});
export type LongDocuments = Static<typeof LongDocumentsSchema>;
