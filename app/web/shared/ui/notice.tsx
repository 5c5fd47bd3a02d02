import type { ReactNode } from 'react';
import type { PlainWords } from '../api/plain-words.ts';
import { Icon } from './icons.tsx';

/** What went wrong and what to do about it, read out when it appears. */
export function Notice({ words, children }: { words: PlainWords; children?: ReactNode }) {
  return (
    <div className="notice" role="alert">
      <Icon name="alert" />
      <div className="notice-text">
        <p className="notice-title">{words.title}</p>
        {words.advice && <p>{words.advice}</p>}
      </div>
      {children && <div className="notice-actions">{children}</div>}
    </div>
  );
}
