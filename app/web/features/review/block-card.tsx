import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { plainWords } from '../../shared/api/plain-words.ts';
import type { Block, Document } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { documentQuery } from '../documents/documents-api.ts';
import { putBlock, saveBlock } from './blocks-api.ts';
import { isOnPage, offPageName } from './is-on-page.ts';
import type { Drafts } from './use-drafts.ts';

/** What the API takes. */
const MAX_TEXT_LENGTH = 20_000;

interface BlockCardProps {
  readonly document: Document;
  readonly block: Block;
  /** Its place on the page, from 1: how people call it. */
  readonly number: number;
  readonly drafts: Drafts;
  readonly isSelected: boolean;
  /** Whether being selected on the page should bring the cursor here. */
  readonly takesFocus: boolean;
  onSelect(block: Block): void;
}

/** One block: what it says in the original, and its translation to change and save. */
export function BlockCard({ document, block, number, drafts, isSelected, takesFocus, onSelect }: BlockCardProps) {
  const client = useQueryClient();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const actions = useRef<HTMLDivElement>(null);
  const draft = drafts.get(block.id);
  const text = draft ?? block.translatedText;

  /** The buttons go with the draft: the focus goes back to the text before they do. */
  const dropDraft = () => {
    if (actions.current?.contains(window.document.activeElement)) input.current?.focus();
    drafts.set(block.id, undefined);
  };

  const save = useMutation({
    mutationFn: (translatedText: string) => saveBlock(document.id, block.id, translatedText),
    onSuccess: async (saved, sent) => {
      putBlock(client, document.id, saved);
      // Typing may have gone on while the text was on its way.
      if (input.current === null || input.current.value === sent) dropDraft();
      announce(`Block ${number} is saved. The page is being set again.`);
      await client.invalidateQueries({ queryKey: documentQuery(document.id).queryKey });
    },
  });

  useEffect(() => {
    if (isSelected && takesFocus) input.current?.focus();
  }, [isSelected, takesFocus]);

  const isEmpty = text.trim() === '';
  const submit = () => {
    if (draft !== undefined && !isEmpty && !save.isPending) save.mutate(draft);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };

  return (
    <li className={isSelected ? 'block is-selected' : 'block'} data-block={block.id}>
      <div className="block-head">
        <h3 className="block-number" id={`${id}-number`}>
          Block {number}
        </h3>
        {!isOnPage(block) && <span className="tag">{offPageName(block)}</span>}
        {block.edited && draft === undefined && <span className="tag">Edited</span>}
        {draft !== undefined && <span className="tag tag-draft">Not saved</span>}
      </div>
      {block.missedTerms.length > 0 && draft === undefined && (
        <p className="tone-reason">Not as in your glossary: {block.missedTerms.join(', ')}</p>
      )}
      <p className="block-source" lang={document.from}>
        {block.sourceText}
      </p>
      {block.translatable ? (
        <>
          <label className="visually-hidden" htmlFor={`${id}-text`}>
            Translation of block {number}
          </label>
          <textarea
            ref={input}
            id={`${id}-text`}
            className="block-text"
            lang={document.to}
            rows={2}
            value={text}
            maxLength={MAX_TEXT_LENGTH}
            aria-invalid={isEmpty}
            aria-describedby={isEmpty ? `${id}-empty` : undefined}
            onFocus={() => onSelect(block)}
            onKeyDown={onKeyDown}
            onChange={(event) => drafts.set(block.id, event.target.value === block.translatedText ? undefined : event.target.value)}
          />
        </>
      ) : (
        <p className="block-kept">Kept as it is</p>
      )}
      {block.translatable && isEmpty && (
        <p className="field-mistake" id={`${id}-empty`}>
          A block needs some text.
        </p>
      )}
      {save.error && <Notice words={plainWords(save.error)} />}
      {draft !== undefined && (
        <div ref={actions} className="block-actions">
          <button type="button" className="button button-primary" aria-disabled={save.isPending || isEmpty} onClick={submit}>
            {save.isPending ? 'Saving…' : 'Save'} <span className="visually-hidden">block {number}</span>
          </button>
          <button type="button" className="button button-quiet" onClick={dropDraft}>
            Undo <span className="visually-hidden">the change of block {number}</span>
          </button>
          <span className="block-keys">Ctrl + Enter saves</span>
        </div>
      )}
    </li>
  );
}
