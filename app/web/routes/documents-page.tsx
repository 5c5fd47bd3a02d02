import '../features/documents/documents.css';
import { DocumentList } from '../features/documents/document-list.tsx';
import { UploadPanel } from '../features/documents/upload-panel.tsx';
import { PageTitle } from '../shared/ui/page-title.tsx';

export function DocumentsPage() {
  return (
    <main className="list-page" id="main">
      <PageTitle title="Documents" className="page-title" />
      <UploadPanel />
      <DocumentList />
    </main>
  );
}
