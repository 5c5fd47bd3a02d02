/** More than these, and the list would take the pages' room: it waits to be opened. */
const MAX_OPEN = 3;

/** What the engine says of this translation, such as text that stayed in the original language. Nothing, when there is nothing to say. */
export function ReviewWarnings({ warnings }: { warnings: readonly string[] }) {
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
