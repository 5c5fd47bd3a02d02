import { useEffect, useRef } from 'react';
import { announce } from '../../shared/ui/announcer.tsx';

/** More than these, and the list would take the pages' room: it waits to be opened. */
const MAX_OPEN = 3;

/** What the engine says of this translation, such as text that stayed in the original language. Nothing, when there is nothing to say. */
export function ReviewWarnings({ warnings }: { warnings: readonly string[] }) {
  useSayingWhatIsNew(warnings);
  if (warnings.length === 0) return null;
  return (
    <details className="hint-box review-warnings" open={warnings.length <= MAX_OPEN}>
      <summary>What to know about this translation ({warnings.length})</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </details>
  );
}

/** An edit may bring a warning: it appears far above the text that was edited, where who cannot see the page would not notice it. */
function useSayingWhatIsNew(warnings: readonly string[]): void {
  const said = useRef(warnings);
  useEffect(() => {
    const news = warnings.filter((warning) => !said.current.includes(warning));
    said.current = warnings;
    if (news.length > 0) announce(`New: ${news.join(' ')}`);
  }, [warnings]);
}
