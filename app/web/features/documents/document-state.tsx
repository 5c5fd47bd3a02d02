import type { Document } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { ProgressBar } from '../../shared/ui/progress-bar.tsx';

/** Where a document stands, in words and, while it is worked on, as a bar. */
export function DocumentState({ document }: { document: Document }) {
  if (document.status === 'ready') {
    return (
      <p className="row-state row-status is-ready">
        <Icon name="check" />
        Ready
      </p>
    );
  }
  if (document.status === 'failed') {
    return (
      <p className="row-state row-status is-failed">
        <Icon name="alert" />
        Not translated
      </p>
    );
  }
  const isQueued = document.status === 'queued';
  return (
    <div className="row-state">
      <p className="row-status">
        {isQueued ? 'In the queue' : document.waitingFor ? 'Waiting for the translation service' : 'Translating'}
        {!isQueued && <span className="row-percent">{Math.round(document.progress * 100)} %</span>}
      </p>
      <ProgressBar label={`Translating ${document.fileName}`} value={isQueued ? undefined : document.progress} />
    </div>
  );
}
