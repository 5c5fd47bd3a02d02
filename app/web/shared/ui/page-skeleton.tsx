import { Wordmark } from './wordmark.tsx';

/** What is there before anything is known: the name, and that something is coming. */
export function PageSkeleton() {
  return (
    <main className="message-page" id="main" aria-busy="true">
      <h1 className="visually-hidden">TransKeep is loading</h1>
      <Wordmark />
      <div className="loading-line" />
    </main>
  );
}
