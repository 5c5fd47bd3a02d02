import { useSyncExternalStore } from 'react';

let message = { text: '', count: 0 };
const listeners = new Set<() => void>();

/** Says one sentence to screen readers, politely, wherever the person is on the page. */
export function announce(text: string): void {
  message = { text, count: message.count + 1 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The page's one live region. It is always there, because a region that is inserted with its text is often not read. */
export function Announcer() {
  const { text, count } = useSyncExternalStore(subscribe, () => message);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {/* A new node, so that the same sentence twice is read twice. */}
      <span key={count}>{text}</span>
    </div>
  );
}
