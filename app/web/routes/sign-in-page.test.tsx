import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { ADA, json, openApp, problem, signedIn, stubApi } from '../shared/test-api.tsx';

const signedOut = { 'POST /sessions/refresh': () => problem(401, 'unauthenticated') };

test('whoever is not signed in is asked to, and comes back to where they wanted to go', async () => {
  stubApi({
    ...signedIn,
    ...signedOut,
    'POST /sessions': () => json(201, ADA),
    'GET /documents': () => json(200, { items: [], nextCursor: null }),
  });
  const { router } = await openApp('/documents');
  await screen.findByRole('heading', { level: 1, name: 'Sign in' });
  expect(document.title).toBe('Sign in · TransKeep');
  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.org');
  await userEvent.type(screen.getByLabelText('Password'), 'secret');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  const heading = await screen.findByRole('heading', { level: 1, name: 'Documents' });
  expect(router.state.location.pathname).toBe('/documents');
  await waitFor(() => expect(heading).toHaveFocus());
});

test('what is missing is listed, linked to its field, and focused', async () => {
  stubApi(signedOut);
  await openApp('/sign-in');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
  const summary = screen.getByRole('alert');
  expect(summary).toHaveTextContent('Two things are missing');
  await waitFor(() => expect(summary.parentElement).toHaveFocus());
  const email = screen.getByLabelText('E-mail');
  expect(email).toBeInvalid();
  expect(email).toHaveAccessibleDescription('Enter your e-mail address.');
  expect(screen.getByRole('link', { name: 'Enter your e-mail address.' })).toHaveAttribute('href', `#${email.id}`);
  await userEvent.type(email, 'ada');
  await userEvent.type(screen.getByLabelText('Password'), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(screen.getByRole('alert')).toHaveTextContent('Enter a whole e-mail address');
});

test.each([
  ['wrong', () => problem(401, 'invalid-credentials'), /e-mail address or the password is wrong/],
  ['too many', () => problem(429, 'rate-limited'), /too often/],
  ['lost', () => Promise.reject(new TypeError('fetch failed')), /cannot be reached/],
])('a sign-in that is %s is said in plain words', async (_name, answer, words) => {
  stubApi({ ...signedOut, 'POST /sessions': answer });
  await openApp('/sign-in');
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ada@example.org');
  await userEvent.type(screen.getByLabelText('Password'), 'secret{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent(words);
  expect(screen.getByRole('button', { name: 'Sign in' })).toHaveAttribute('aria-disabled', 'false');
});

test('the password can be shown and hidden', async () => {
  stubApi(signedOut);
  await openApp('/sign-in');
  const password = await screen.findByLabelText('Password');
  await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
  expect(password).toHaveAttribute('type', 'text');
  await userEvent.click(screen.getByRole('button', { name: 'Hide password' }));
  expect(password).toHaveAttribute('type', 'password');
});

test('signing out leads back to the sign-in page', async () => {
  stubApi({
    ...signedIn,
    'GET /documents': () => json(200, { items: [], nextCursor: null }),
    'DELETE /sessions/current': () => new Response(null, { status: 204 }),
  });
  await openApp('/documents');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
  await screen.findByRole('heading', { level: 1, name: 'Sign in' });
  await waitFor(() => expect(screen.getByText('You are signed out.')).toBeInTheDocument());
});

test('a server that cannot be reached is said, and asked again', async () => {
  let isUp = false;
  stubApi({ 'POST /sessions/refresh': () => (isUp ? problem(401, 'unauthenticated') : Promise.reject(new TypeError('fetch failed'))) });
  await openApp('/documents');
  await screen.findByRole('heading', { name: 'We can’t reach TransKeep' });
  isUp = true;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('heading', { level: 1, name: 'Sign in' });
});

test('an address without a page says so', async () => {
  stubApi(signedOut);
  await openApp('/nowhere');
  expect(await screen.findByRole('heading', { name: 'There is no page here' })).toBeInTheDocument();
});
