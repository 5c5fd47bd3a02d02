import { MessagePage } from '../shared/ui/message-page.tsx';

/** The last resort: a page whose code failed, or could not be loaded because a newer version has been published. */
export function ErrorPage() {
  return (
    <MessagePage
      title="This page did not load"
      text="A new version may have been published just now. Loading the page again usually helps."
    >
      <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
        Load again
      </button>
    </MessagePage>
  );
}
