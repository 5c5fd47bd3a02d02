import { useId, useState } from 'react';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autoComplete: string;
  readonly value: string;
  onChange(value: string): void;
  readonly mistake: string | undefined;
  /** BCP 47: of what is typed, for spelling aids and screen readers. */
  readonly lang?: string;
}

/** A labelled input with its mistake beside it; a password can be shown. */
export function Field({ id, label, type, autoComplete, value, onChange, mistake, lang }: FieldProps) {
  const mistakeId = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-control">
        <input
          id={id}
          type={shown ? 'text' : type}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          lang={lang}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={mistake !== undefined}
          aria-describedby={mistake === undefined ? undefined : mistakeId}
        />
        {type === 'password' && (
          <button type="button" className="field-toggle" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide' : 'Show'} <span className="visually-hidden">password</span>
          </button>
        )}
      </div>
      {mistake !== undefined && (
        <p className="field-mistake" id={mistakeId}>
          {mistake}
        </p>
      )}
    </div>
  );
}
