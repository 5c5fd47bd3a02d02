import { plainWords } from '../api/plain-words.ts';
import { Notice } from './notice.tsx';

/** Why something could not be loaded, and a way to ask again. */
export function LoadProblem({ error, onRetry }: { error: unknown; onRetry(): unknown }) {
  return (
    <Notice words={plainWords(error)}>
      <button type="button" className="button" onClick={() => void onRetry()}>
        Try again
      </button>
    </Notice>
  );
}
