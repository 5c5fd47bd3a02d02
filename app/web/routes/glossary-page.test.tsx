import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { GlossaryTerm } from '../shared/api/types.ts';
import { type Handler, json, openApp, problem, signedIn, stubApi } from '../shared/test-api.tsx';

const garden: GlossaryTerm = { id: 't1', from: 'en', to: 'es', source: 'garden', target: 'vergel' };
const name: GlossaryTerm = { id: 't2', from: 'en', to: 'es', source: 'TransKeep', target: null };
const port: GlossaryTerm = { id: 't3', from: 'ca', to: 'fr', source: 'moll', target: 'quai' };

/** A server that keeps terms. */
function glossaryOf(...terms: GlossaryTerm[]) {
  let items = terms;
  const handlers: Record<string, Handler> = {
    ...signedIn,
    'GET /glossary-terms': () => json(200, { items }),
    'POST /glossary-terms': ({ body }) => {
      const added = { id: `t${items.length + 1}`, ...JSON.parse(body) };
      items = [...items, added];
      return json(201, added);
    },
    'PUT /glossary-terms/:id': ({ url, body }) => {
      const changed = { id: url.pathname.split('/').at(-1), ...JSON.parse(body) };
      items = items.map((term) => (term.id === changed.id ? changed : term));
      return json(200, changed);
    },
    'DELETE /glossary-terms/:id': ({ url }) => {
      items = items.filter(({ id }) => !url.pathname.endsWith(`/${id}`));
      return new Response(null, { status: 204 });
    },
  };
  return { handlers, items: () => items };
}

const panel = async () => within(await screen.findByRole('region', { name: 'Add a term' }));
const source = async () => (await panel()).getByLabelText('Term in the original');
const click = async (label: string) => userEvent.click(await screen.findByRole('button', { name: label }));
const languagesAreThere = () => screen.findByRole('option', { name: 'Catalan' });

describe('the list', () => {
  test('is reached from the header, and says what it is for when it is empty', async () => {
    stubApi({ ...glossaryOf().handlers, 'GET /documents': () => json(200, { items: [], nextCursor: null }) });
    await openApp('/documents');
    const link = await screen.findByRole('link', { name: 'Glossary' });
    await userEvent.click(link);
    expect(await screen.findByRole('heading', { level: 1, name: 'Glossary' })).toHaveFocus();
    expect(link).toHaveAttribute('aria-current', 'page');
    expect(await screen.findByText('No terms yet')).toBeInTheDocument();
  });

  test('shows the terms of each pair of languages, and what becomes of them', async () => {
    stubApi(glossaryOf(port, garden, name).handlers);
    await openApp('/glossary');
    const spanish = within(await screen.findByRole('region', { name: 'English to Spanish' }));
    expect(spanish.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^garden becomes vergel/),
      expect.stringMatching(/^TransKeep kept as it is/),
    ]);
    expect(within(screen.getByRole('region', { name: 'Catalan to French' })).getByText('moll')).toHaveAttribute('lang', 'ca');
  });

  test('says what went wrong, and asks again', async () => {
    const { handlers } = glossaryOf(garden);
    stubApi({ ...handlers, 'GET /glossary-terms': () => problem(403, 'odd', 'Not today.') });
    await openApp('/glossary');
    expect(await screen.findByRole('alert')).toHaveTextContent('Not today.');
    stubApi(handlers);
    await click('Try again');
    expect(await screen.findByText('garden')).toBeInTheDocument();
  });
});

describe('adding', () => {
  test('a term that is kept, and one that is replaced, one after the other', async () => {
    const { handlers, items } = glossaryOf();
    stubApi(handlers);
    await openApp('/glossary');
    await languagesAreThere();
    await userEvent.type(await source(), ' TransKeep {Enter}');
    await waitFor(() => expect(items()).toEqual([{ id: 't1', from: 'en', to: 'es', source: 'TransKeep', target: null }]));
    expect(await screen.findByText('“TransKeep” is added.')).toBeInTheDocument();
    await waitFor(async () => expect(await source()).toHaveFocus());
    expect(await source()).toHaveValue('');

    await userEvent.selectOptions(screen.getByLabelText('into'), 'Galician');
    await userEvent.type(await source(), 'garden');
    await userEvent.click(screen.getByRole('radio', { name: 'Replace it with …' }));
    await userEvent.type(screen.getByLabelText('Replacement'), 'xardín');
    await click('Add term');
    expect(await screen.findByRole('region', { name: 'English to Galician' })).toHaveTextContent('garden becomes xardín');
  });

  test('says by field what is missing, and sends nothing', async () => {
    const { calls } = stubApi(glossaryOf().handlers);
    await openApp('/glossary');
    await languagesAreThere();
    await userEvent.click(screen.getByRole('radio', { name: 'Replace it with …' }));
    await click('Add term');
    expect(await source()).toHaveFocus();
    expect(await source()).toHaveAccessibleDescription('Enter the term as it stands in the original.');
    expect(screen.getByLabelText('Replacement')).toHaveAccessibleDescription('Enter what to replace the term with.');
    expect(calls.filter((call) => call.startsWith('POST /glossary'))).toEqual([]);
  });

  test('a term that another tab added meanwhile is said at its field', async () => {
    stubApi({ ...glossaryOf().handlers, 'POST /glossary-terms': () => problem(409, 'duplicate-term') });
    await openApp('/glossary');
    await languagesAreThere();
    await userEvent.type(await source(), 'garden{Enter}');
    await waitFor(async () => expect(await source()).toHaveAccessibleDescription(/in your glossary already/));
    expect(await source()).toHaveFocus();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  test('a full glossary says so', async () => {
    stubApi({ ...glossaryOf().handlers, 'POST /glossary-terms': () => problem(409, 'too-many-terms', 'A glossary holds 500 terms.') });
    await openApp('/glossary');
    await languagesAreThere();
    await userEvent.type(await source(), 'garden{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('A glossary holds 500 terms.');
    expect(await source()).toHaveValue('garden');
  });

  test('without languages it says why', async () => {
    stubApi({ ...glossaryOf(garden).handlers, 'GET /languages': () => problem(403, 'odd', 'No languages.') });
    await openApp('/glossary');
    expect(await screen.findByRole('alert')).toHaveTextContent('No languages.');
    expect(await screen.findByText('vergel')).toBeInTheDocument();
  });
});

describe('changing', () => {
  test('in place, and back at its button', async () => {
    const { handlers, items } = glossaryOf(garden, name);
    stubApi(handlers);
    await openApp('/glossary');
    await click('Edit garden');
    const row = within(screen.getByRole('region', { name: 'English to Spanish' }));
    expect(row.getByLabelText('Term in the original')).toHaveFocus();
    await userEvent.click(row.getByRole('radio', { name: 'Keep it as it is' }));
    await click('Save');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Edit garden' })).toHaveFocus());
    expect(items()).toEqual([{ ...garden, target: null }, name]);
    expect(row.queryByText('vergel')).not.toBeInTheDocument();
  });

  test('not into another term, and cancelled without a trace', async () => {
    const { calls } = stubApi(glossaryOf(garden, name).handlers);
    await openApp('/glossary');
    await click('Edit garden');
    const row = within(screen.getByRole('region', { name: 'English to Spanish' }));
    await userEvent.clear(row.getByLabelText('Term in the original'));
    await userEvent.type(row.getByLabelText('Term in the original'), 'transkeep{Enter}');
    expect(row.getByLabelText('Term in the original')).toHaveAccessibleDescription(/in your glossary already/);
    await click('Cancel');
    expect(screen.getByRole('button', { name: 'Edit garden' })).toHaveFocus();
    expect(calls.filter((call) => call.startsWith('PUT'))).toEqual([]);
  });
});

describe('deleting', () => {
  test('asks first, then takes it off the list', async () => {
    const { handlers, items } = glossaryOf(garden, name);
    stubApi(handlers);
    await openApp('/glossary');
    await click('Delete garden');
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete this term?' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(items()).toHaveLength(2);
    await click('Delete garden');
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByText('vergel')).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole('heading', { level: 2, name: 'Your terms' })).toHaveFocus());
    expect(items()).toEqual([name]);
  });

  test('a term that is gone already is no failure', async () => {
    const { handlers } = glossaryOf(garden);
    let isGone = false;
    stubApi({
      ...handlers,
      'GET /glossary-terms': () => json(200, { items: isGone ? [] : [garden] }),
      'DELETE /glossary-terms/:id': () => {
        isGone = true;
        return problem(404, 'not-found', 'There is no such term.');
      },
    });
    await openApp('/glossary');
    await click('Delete garden');
    await click('Delete');
    expect(await screen.findByText('No terms yet')).toBeInTheDocument();
  });
});
