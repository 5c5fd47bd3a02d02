import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { plainWords } from '../../shared/api/plain-words.ts';
import { ApiError } from '../../shared/api/problem.ts';
import type { GlossaryTerm } from '../../shared/api/types.ts';
import { announce } from '../../shared/ui/announcer.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import type { Languages } from '../documents/language-choice.tsx';
import { saveTerm, termsQuery } from './glossary-api.ts';
import { draftOf, EMPTY_DRAFT, findMistakes, TAKEN, type TermDraft, type TermMistakes, termOf } from './term-draft.ts';

interface TermFormProps {
  /** Empty codes while the languages are not known yet: then nothing can be saved. */
  readonly languages: Languages;
  /** The term to change; without it a new one is added. */
  readonly term?: GlossaryTerm;
  /** What stands before the fields. */
  readonly children?: ReactNode;
  onSaved?(): void;
  onCancel?(): void;
}

/** A term and what becomes of it, to add or to change. Mistakes stand beside their field, and the first one takes the focus. */
export function TermForm({ languages, term, children, onSaved, onCancel }: TermFormProps) {
  const client = useQueryClient();
  const { data: terms = [] } = useQuery(termsQuery);
  const [draft, setDraft] = useState(term ? draftOf(term) : EMPTY_DRAFT);
  const [mistakes, setMistakes] = useState<TermMistakes>({});
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const sourceId = `${id}-source`;

  const focusSource = () => document.getElementById(sourceId)?.focus();
  const save = useMutation({
    mutationFn: () => saveTerm(term?.id, { ...languages, ...termOf(draft) }),
    onSuccess: async ({ source }) => {
      announce(`“${source}” is ${term ? 'changed' : 'added'}.`);
      if (!term) {
        setDraft((sent) => ({ ...EMPTY_DRAFT, isKept: sent.isKept }));
        focusSource();
      }
      await client.invalidateQueries({ queryKey: termsQuery.queryKey });
      onSaved?.();
    },
    onError: (error) => {
      if (isTaken(error)) setMistakes({ source: TAKEN });
    },
  });

  // After each attempt that failed the focus goes to what has to change.
  useEffect(() => {
    if (Object.keys(mistakes).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [mistakes]);
  const isChange = term !== undefined;
  useEffect(() => {
    if (isChange) document.getElementById(sourceId)?.focus();
  }, [isChange, sourceId]);

  const isReady = languages.to !== '' && !save.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const others = terms.filter((other) => other.id !== term?.id && other.from === languages.from && other.to === languages.to);
    const found = findMistakes(draft, others);
    setMistakes(found);
    if (Object.keys(found).length === 0) save.mutate();
  };
  const change = (part: Partial<TermDraft>) => setDraft((before) => ({ ...before, ...part }));

  return (
    <form ref={form} className="term-form" onSubmit={submit} noValidate>
      {children}
      <Field
        id={sourceId}
        label="Term in the original"
        type="text"
        autoComplete="off"
        lang={languages.from}
        value={draft.source}
        onChange={(source) => change({ source })}
        mistake={mistakes.source}
      />
      <fieldset className="term-becomes">
        <legend>In the translation</legend>
        <div className="term-choices">
          <Choice name={id} label="Keep it as it is" checked={draft.isKept} onChoose={() => change({ isKept: true })} />
          <Choice name={id} label="Replace it with …" checked={!draft.isKept} onChoose={() => change({ isKept: false })} />
        </div>
        {!draft.isKept && (
          <Field
            id={`${id}-target`}
            label="Replacement"
            type="text"
            autoComplete="off"
            lang={languages.to}
            value={draft.target}
            onChange={(target) => change({ target })}
            mistake={mistakes.target}
          />
        )}
      </fieldset>
      {save.error && !isTaken(save.error) && <Notice words={plainWords(save.error)} />}
      <div className="term-form-actions">
        <button type="submit" className="button button-primary" aria-disabled={!isReady}>
          {save.isPending ? 'Saving…' : term ? 'Save' : 'Add term'}
        </button>
        {onCancel && (
          <button type="button" className="button button-quiet" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

function Choice({ name, label, checked, onChoose }: { name: string; label: string; checked: boolean; onChoose(): void }) {
  return (
    <label className="choice">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      {label}
    </label>
  );
}

const isTaken = (error: unknown): boolean => error instanceof ApiError && error.code === 'duplicate-term';
