import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { LoadProblem } from '../../shared/ui/load-problem.tsx';
import { languagesQuery } from '../documents/documents-api.ts';
import { initialLanguages, LanguageChoice, type Languages } from '../documents/language-choice.tsx';
import { TermForm } from './term-form.tsx';

/** The panel where a new term goes in. The languages stay as chosen for the next one. */
export function AddTerm() {
  const { data: pairs = [], error, refetch } = useQuery(languagesQuery);
  const [chosen, setChosen] = useState<Languages>();
  const id = useId();
  const languages = chosen ?? initialLanguages(pairs);
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>Add a term</h2>
      {error ? (
        <LoadProblem error={error} onRetry={refetch} />
      ) : (
        <TermForm languages={languages}>
          <LanguageChoice pairs={pairs} value={languages} onChange={setChosen} />
        </TermForm>
      )}
    </section>
  );
}
