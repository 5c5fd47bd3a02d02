import type { ReactNode } from 'react';
import { PageTitle } from './page-title.tsx';
import { Wordmark } from './wordmark.tsx';

/** A whole page that says one thing and offers one way on. */
export function MessagePage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <main className="message-page" id="main">
      <Wordmark />
      <PageTitle title={title} />
      <p className="lead">{text}</p>
      <div>{children}</div>
    </main>
  );
}
