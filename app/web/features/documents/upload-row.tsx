import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { ProgressBar } from '../../shared/ui/progress-bar.tsx';
import { fileSize, languageName } from './format.ts';
import { focusList } from './list-title.tsx';
import { PageSign } from './page-sign.tsx';
import { useUploadsContext } from './uploads-provider.tsx';
import type { UploadItem } from './use-uploads.ts';

const STATES = { waiting: 'Waiting for its turn', sending: 'Uploading', failed: 'Not uploaded' } as const;

export function UploadRow({ item }: { item: UploadItem }) {
  const uploads = useUploadsContext();
  return (
    <li className={`row row-${item.state}`}>
      <PageSign from={item.from} to={item.to} />
      <div className="row-main">
        <h3 className="row-name">{item.fileName}</h3>
        <p className="row-meta">
          {languageName(item.from)} to {languageName(item.to)} · {fileSize(item.file.size)}
        </p>
      </div>
      <div className="row-state">
        <p className="row-status">
          {STATES[item.state]}
          {item.state === 'sending' && <span className="row-percent">{Math.round(item.progress * 100)} %</span>}
        </p>
        {item.state === 'sending' && <ProgressBar label={`Uploading ${item.fileName}`} value={item.progress} />}
      </div>
      <div className="row-actions">
        {item.state === 'failed' && item.retryable && (
          <button type="button" className="button" onClick={() => uploads.retry(item.idempotencyKey)}>
            <Icon name="retry" />
            Try again
          </button>
        )}
        <button
          type="button"
          className="button button-icon"
          aria-label={`${item.state === 'failed' ? 'Dismiss' : 'Cancel the upload of'} ${item.fileName}`}
          onClick={() => {
            focusList();
            uploads.remove(item.idempotencyKey);
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      {item.problem && <Notice words={item.problem} />}
    </li>
  );
}
