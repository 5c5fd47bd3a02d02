import '../features/glossary/glossary.css';
import { AddTerm } from '../features/glossary/add-term.tsx';
import { TermList } from '../features/glossary/term-list.tsx';
import { PageTitle } from '../shared/ui/page-title.tsx';

export function GlossaryPage() {
  return (
    <main className="list-page" id="main">
      <div className="glossary-head">
        <PageTitle title="Glossary" />
        <p className="lead">Decide how your terms are translated. A change holds for documents that are translated from then on.</p>
      </div>
      <AddTerm />
      <TermList />
    </main>
  );
}
