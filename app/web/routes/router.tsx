import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { PageSkeleton } from '../shared/ui/page-skeleton.tsx';
import { ErrorPage } from './error-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { SignedIn } from './signed-in.tsx';
import { SignedOut } from './signed-out.tsx';

/** The pages. Each is a chunk of its own, loaded when it is first visited. */
export const routes: RouteObject[] = [
  {
    ErrorBoundary: ErrorPage,
    HydrateFallback: PageSkeleton,
    children: [
      { index: true, element: <Navigate to="/documents" replace /> },
      {
        Component: SignedOut,
        children: [{ path: 'sign-in', lazy: async () => ({ Component: (await import('./sign-in-page.tsx')).SignInPage }) }],
      },
      {
        Component: SignedIn,
        children: [
          { path: 'documents', lazy: async () => ({ Component: (await import('./documents-page.tsx')).DocumentsPage }) },
          { path: 'glossary', lazy: async () => ({ Component: (await import('./glossary-page.tsx')).GlossaryPage }) },
          { path: 'documents/:documentId', lazy: async () => ({ Component: (await import('./review-page.tsx')).ReviewPage }) },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
];

export function createRouter() {
  return createBrowserRouter(routes);
}
