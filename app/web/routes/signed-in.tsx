import { Navigate, Outlet, useLocation } from 'react-router';
import { UploadsProvider } from '../features/documents/uploads-provider.tsx';
import { AppHeader } from '../features/session/app-header.tsx';
import { useSession } from '../features/session/use-session.ts';
import { PageSkeleton } from '../shared/ui/page-skeleton.tsx';
import { SkipLink } from '../shared/ui/skip-link.tsx';
import { UnreachablePage } from './unreachable-page.tsx';

/** Pages that need a session. Without one the person signs in first and comes back to the same address. */
export function SignedIn() {
  const session = useSession();
  const location = useLocation();
  if (session.status === 'restoring') return <PageSkeleton />;
  if (session.status === 'unreachable') return <UnreachablePage />;
  if (session.status === 'signed-out') {
    return <Navigate to="/sign-in" replace state={{ from: location.pathname, expired: session.expired }} />;
  }
  return (
    <UploadsProvider>
      <SkipLink />
      <AppHeader user={session.user} />
      <Outlet />
    </UploadsProvider>
  );
}
