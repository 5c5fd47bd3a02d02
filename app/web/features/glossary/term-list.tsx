import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import type { GlossaryTerm } from '../../shared/api/types.ts';
import { LoadProblem } from '../../shared/ui/load-problem.tsx';
import { languageName } from '../documents/format.ts';
import { termsQuery } from './glossary-api.ts';
import { TermRow } from './term-row.tsx';

/** The terms, one list for each pair of languages. */
export function TermList() {
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const { data: terms, error, isPending, refetch } = useQuery(termsQuery);
  const pairs = terms && Map.groupBy(terms, ({ from, to }) => `${languageName(from)} to ${languageName(to)}`);
  const count = terms?.length ?? 0;
  const countBefore = useRef(0);
  // After a deletion the dialog and the row that asked are gone, and the focus with them.
  useEffect(() => {
    if (count < countBefore.current && document.activeElement === document.body) title.current?.focus({ preventScroll: true });
    countBefore.current = count;
  }, [count]);
  return (
    <section aria-labelledby={id} aria-busy={isPending} className="terms">
      <h2 ref={title} id={id} tabIndex={-1} className="section-title">
        Your terms
      </h2>
      {error && !terms && <LoadProblem error={error} onRetry={refetch} />}
      {isPending && (
        <div className="rows" aria-hidden="true">
          <div className="row-placeholder" />
          <div className="row-placeholder" />
        </div>
      )}
      {terms?.length === 0 && <EmptyGlossary />}
      {[...(pairs ?? [])].map(([name, ofPair]) => (
        <TermsOfPair key={name} name={name} terms={ofPair} />
      ))}
    </section>
  );
}

function TermsOfPair({ name, terms }: { name: string; terms: readonly GlossaryTerm[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="terms-pair">
        {name}
      </h3>
      <ul className="rows">
        {terms.map((term) => (
          <TermRow key={term.id} term={term} />
        ))}
      </ul>
    </section>
  );
}

function EmptyGlossary() {
  return (
    <div className="empty">
      <p className="empty-title">No terms yet</p>
      <p>Add what should never be translated, like a product’s name, or what you always want translated in the same way.</p>
    </div>
  );
}
