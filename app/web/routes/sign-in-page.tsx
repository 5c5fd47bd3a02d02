import '../features/session/sign-in.css';
import { useLocation } from 'react-router';
import { SamePage } from '../features/session/same-page.tsx';
import { SignInForm } from '../features/session/sign-in-form.tsx';
import { PageTitle } from '../shared/ui/page-title.tsx';
import { Wordmark } from '../shared/ui/wordmark.tsx';

export function SignInPage() {
  const expired = useLocation().state?.expired === true;
  return (
    <div className="sign-in">
      <main className="sign-in-main" id="main">
        <Wordmark />
        <div className="sign-in-body">
          <PageTitle title="Sign in" />
          <p className="lead">Your PDF in another language, with every line where it was.</p>
          <SignInForm expired={expired} />
        </div>
      </main>
      <div className="sign-in-show">
        <SamePage />
      </div>
    </div>
  );
}
