import { Link } from 'react-router';
import { MessagePage } from '../shared/ui/message-page.tsx';

export function NotFoundPage() {
  return (
    <MessagePage title="There is no page here" text="The address may be mistyped, or the page has moved.">
      <Link className="button button-primary" to="/documents">
        Go to your documents
      </Link>
    </MessagePage>
  );
}
