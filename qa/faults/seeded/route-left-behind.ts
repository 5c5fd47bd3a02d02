import type { Fault } from '../fault.ts';

/** A route that shows who is signed in is left behind, outside of the API’s description. */
const fault: Fault = {
  id: 'route-left-behind',
  title: 'A hidden route from debugging',
  clause: 'SEC-04.inventory',
  reason: /GET \S*whoami is registered and not documented/,
  edits: [
    {
      file: 'app/server/routes/users/routes.ts',
      find: "  app.get(\n    '/me',",
      replace:
        "  app.get('/whoami', { schema: { hide: true } as object }, async (request) => identityOf(request));\n  app.get(\n    '/me',",
    },
  ],
};

export default fault;
