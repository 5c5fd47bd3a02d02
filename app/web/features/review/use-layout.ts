import { useSyncExternalStore } from 'react';

/** wide: both PDFs and the text · medium: one PDF and the text · narrow: one thing at a time */
export type Layout = 'wide' | 'medium' | 'narrow';

const MEDIUM = '(min-width: 48rem)';
const WIDE = '(min-width: 72rem)';

function subscribe(changed: () => void): () => void {
  const queries = [window.matchMedia(MEDIUM), window.matchMedia(WIDE)];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}

function current(): Layout {
  if (window.matchMedia(WIDE).matches) return 'wide';
  return window.matchMedia(MEDIUM).matches ? 'medium' : 'narrow';
}

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, current);
}
