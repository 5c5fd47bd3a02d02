import type { Fault } from '../fault.ts';

/** The list of languages is opened for the page before sign-in, and nobody adds it to the reviewed list of public operations. */
const fault: Fault = {
  id: 'route-made-public',
  title: 'A route that forgot to ask who is there',
  clause: 'SEC-04.authenticated',
  reason: /listLanguages is public and not on the list/,
  edits: [
    {
      file: 'app/server/routes/languages/routes.ts',
      find: "    '/languages',\n    {\n",
      replace: "    '/languages',\n    {\n      config: { public: true },\n",
    },
  ],
};

export default fault;
