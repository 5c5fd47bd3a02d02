import { session } from '../shared/api/http.ts';
import { plainWords } from '../shared/api/plain-words.ts';
import { networkError } from '../shared/api/problem.ts';
import { MessagePage } from '../shared/ui/message-page.tsx';

export function UnreachablePage() {
  const words = plainWords(networkError());
  return (
    <MessagePage title="We can’t reach TransKeep" text={words.advice}>
      <button type="button" className="button button-primary" onClick={() => void session.restore()}>
        Try again
      </button>
    </MessagePage>
  );
}
