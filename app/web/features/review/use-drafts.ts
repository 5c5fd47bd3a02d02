import { useCallback, useState } from 'react';

/** Texts that were changed and not saved, by block id. They outlive their editor, which only exists while its page is shown. */
export interface Drafts {
  readonly count: number;
  get(blockId: string): string | undefined;
  /** `undefined` drops the draft. */
  set(blockId: string, text: string | undefined): void;
}

export function useDrafts(): Drafts {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const set = useCallback((blockId: string, text: string | undefined) => {
    setTexts((old) => {
      const next = new Map(old);
      if (text === undefined) next.delete(blockId);
      else next.set(blockId, text);
      return next;
    });
  }, []);
  return { count: texts.size, get: (blockId) => texts.get(blockId), set };
}
