import './shared/styles/fonts.css';
import './shared/styles/tokens.css';
import './shared/styles/base.css';
import './shared/ui/ui.css';
import './shared/ui/list-page.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createRouter } from './routes/router.tsx';
import { session } from './shared/api/http.ts';
import { createQueryClient } from './shared/api/query-client.ts';
import { Announcer } from './shared/ui/announcer.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no element with the id "app"');

const queries = createQueryClient();
// What one person saw is never shown to the next one at the same machine.
session.subscribe(() => {
  if (session.state().status === 'signed-out') queries.clear();
});
void session.restore();

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createRouter()} />
      <Announcer />
    </QueryClientProvider>
  </StrictMode>,
);
