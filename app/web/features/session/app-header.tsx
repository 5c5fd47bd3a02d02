import { useState } from 'react';
import { Link, NavLink } from 'react-router';
import { session } from '../../shared/api/http.ts';
import type { User } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { Wordmark } from '../../shared/ui/wordmark.tsx';

export function AppHeader({ user }: { user: User }) {
  const [busy, setBusy] = useState(false);
  const signOut = () => {
    setBusy(true);
    session.signOut().then(
      () => announce('You are signed out.'),
      // This page has forgotten the session either way; only the server's copy may live until it runs out.
      () => announce('You are signed out here. The server could not be told.'),
    );
  };
  return (
    <header className="app-header">
      <Link className="app-header-home" to="/documents" aria-label="TransKeep, your documents">
        <Wordmark />
      </Link>
      <nav className="app-header-nav" aria-label="Pages">
        <NavLink to="/documents" end>
          Documents
        </NavLink>
        <NavLink to="/glossary">Glossary</NavLink>
      </nav>
      <div className="app-header-user">
        <span className="app-header-email">{user.email}</span>
        <button type="button" className="button button-quiet" onClick={signOut} disabled={busy}>
          Sign out
        </button>
      </div>
    </header>
  );
}
