import { useInfiniteQuery } from '@tanstack/react-query';
import { LoadProblem } from '../../shared/ui/load-problem.tsx';
import { DocumentRow } from './document-row.tsx';
import { documentsQuery } from './documents-api.ts';
import { EmptyList } from './empty-list.tsx';
import { LIST_TITLE_ID, ListTitle } from './list-title.tsx';
import { UploadRow } from './upload-row.tsx';
import { useUploadsContext } from './uploads-provider.tsx';

/** What is on its way, then everything that is there, newest first. */
export function DocumentList() {
  const { items: uploads } = useUploadsContext();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(documentsQuery);
  const documents = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby={LIST_TITLE_ID} aria-busy={isPending}>
      <ListTitle />
      {error && documents.length === 0 && <LoadProblem error={error} onRetry={refetch} />}
      {data && documents.length === 0 && uploads.length === 0 && <EmptyList />}
      {isPending && <Placeholders />}
      {(uploads.length > 0 || documents.length > 0) && (
        <ul className="rows">
          {uploads.map((item) => (
            <UploadRow key={item.idempotencyKey} item={item} />
          ))}
          {documents.map((document) => (
            <DocumentRow key={document.id} document={document} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <button type="button" className="button rows-more" aria-disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show older documents'}
        </button>
      )}
    </section>
  );
}

function Placeholders() {
  return (
    <div className="rows" aria-hidden="true">
      <div className="row row-placeholder" />
      <div className="row row-placeholder" />
      <div className="row row-placeholder" />
    </div>
  );
}
