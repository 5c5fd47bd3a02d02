import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../features/session/use-session.ts';
import { PageSkeleton } from '../shared/ui/page-skeleton.tsx';
import { UnreachablePage } from './unreachable-page.tsx';

/** Pages for people who are not signed in. Whoever is goes where they wanted to go. */
export function SignedOut() {
  const session = useSession();
  const from: unknown = useLocation().state?.from;
  if (session.status === 'restoring') return <PageSkeleton />;
  if (session.status === 'unreachable') return <UnreachablePage />;
  if (session.status === 'signed-in') return <Navigate to={typeof from === 'string' ? from : '/documents'} replace />;
  return <Outlet />;
}
