import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { plainWords } from '../../shared/api/plain-words.ts';
import type { GlossaryTerm } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { deleteTerm, termsQuery } from './glossary-api.ts';
import { TermForm } from './term-form.tsx';

/** One term: what it is, what becomes of it; to change in place and to delete. */
export function TermRow({ term }: { term: GlossaryTerm }) {
  const client = useQueryClient();
  const [isEditing, setIsEditing] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);

  // The form is gone, and the focus with it: it goes back to the button that opened it.
  useEffect(() => {
    if (wasEditing.current && !isEditing) edit.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  const remove = useMutation({
    mutationFn: () => deleteTerm(term.id),
    onSuccess: async () => {
      announce(`“${term.source}” is deleted.`);
      client.setQueryData(termsQuery.queryKey, (old) => old?.filter(({ id }) => id !== term.id));
      await client.invalidateQueries({ queryKey: termsQuery.queryKey });
    },
  });

  if (isEditing) {
    const close = () => setIsEditing(false);
    return (
      <li className="term term-editing">
        <TermForm languages={term} term={term} onSaved={close} onCancel={close} />
      </li>
    );
  }
  return (
    <li className="term">
      <span className="term-source" lang={term.from}>
        {term.source}
      </span>{' '}
      {term.target === null ? (
        <span className="term-target term-kept">kept as it is</span>
      ) : (
        <span className="term-target">
          <Icon name="arrowRight" />
          <span className="visually-hidden">becomes </span>
          <span lang={term.to}>{term.target}</span>
        </span>
      )}
      <div className="term-actions">
        <button
          ref={edit}
          type="button"
          className="button button-icon"
          aria-label={`Edit ${term.source}`}
          onClick={() => setIsEditing(true)}
        >
          <Icon name="edit" />
        </button>
        <button type="button" className="button button-icon" aria-label={`Delete ${term.source}`} onClick={() => setIsAsking(true)}>
          <Icon name="trash" />
        </button>
      </div>
      {remove.error && <Notice words={plainWords(remove.error)} />}
      {isAsking && (
        <ConfirmDialog
          title="Delete this term?"
          confirmLabel={remove.isPending ? 'Deleting…' : 'Delete'}
          busy={remove.isPending}
          onCancel={() => setIsAsking(false)}
          onConfirm={() => remove.mutate(undefined, { onSettled: () => setIsAsking(false) })}
        >
          <p>
            <strong>{term.source}</strong> is translated like any other word from then on. Documents that are translated already stay as
            they are.
          </p>
        </ConfirmDialog>
      )}
    </li>
  );
}
