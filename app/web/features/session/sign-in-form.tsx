import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { session } from '../../shared/api/http.ts';
import { type PlainWords, plainWords, wordsForCode } from '../../shared/api/plain-words.ts';
import { ApiError } from '../../shared/api/problem.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Notice } from '../../shared/ui/notice.tsx';

interface Mistakes {
  readonly email?: string;
  readonly password?: string;
}

function findMistakes(email: string, password: string): Mistakes {
  return {
    ...(!/^\S+@\S+$/.test(email) && {
      email: email ? 'Enter a whole e-mail address, like name@example.org.' : 'Enter your e-mail address.',
    }),
    ...(!password && { password: 'Enter your password.' }),
  };
}

export function SignInForm({ expired }: { expired: boolean }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [problem, setProblem] = useState<PlainWords>();
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const ids = { email: useId(), password: useId() };
  const found = Object.entries(mistakes) as [keyof Mistakes, string][];

  // After each attempt that failed the focus goes to what went wrong.
  useEffect(() => {
    if (problem || Object.keys(mistakes).length > 0) summary.current?.focus();
  }, [problem, mistakes]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const now = findMistakes(email.trim(), password);
    setMistakes(now);
    setProblem(undefined);
    if (Object.keys(now).length > 0) return;
    setBusy(true);
    try {
      await session.signIn(email.trim(), password);
    } catch (error) {
      // 400: the server is stricter about what an address looks like. No account has such a one either.
      const wrong = error instanceof ApiError && (error.status === 401 || error.status === 400);
      setProblem(wrong ? wordsForCode('invalid-credentials') : plainWords(error));
      setBusy(false);
    }
  };

  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
      {expired && !problem && found.length === 0 && (
        <p className="hint-box" role="status">
          Your session has ended. Sign in again to go on where you were.
        </p>
      )}
      <div ref={summary} tabIndex={-1} className="error-summary">
        {problem && <Notice words={problem} />}
        {found.length > 0 && (
          <div className="notice" role="alert">
            <div className="notice-text">
              <p className="notice-title">{found.length === 1 ? 'One thing is missing' : 'Two things are missing'}</p>
              <ul>
                {found.map(([name, text]) => (
                  <li key={name}>
                    <a href={`#${ids[name]}`}>{text}</a>
                  </li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </div>
      <Field
        id={ids.email}
        label="E-mail"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        mistake={mistakes.email}
      />
      <Field
        id={ids.password}
        label="Password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        mistake={mistakes.password}
      />
      <button type="submit" className="button button-primary button-wide" aria-disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}
