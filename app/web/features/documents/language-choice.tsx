import { useId } from 'react';
import type { LanguagePair } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icons.tsx';

export interface Languages {
  readonly from: string;
  readonly to: string;
}

interface LanguageChoiceProps {
  readonly pairs: readonly LanguagePair[];
  readonly value: Languages;
  onChange(value: Languages): void;
}

/** Two selects that can only ever show a pair the engine has. */
export function LanguageChoice({ pairs, value, onChange }: LanguageChoiceProps) {
  const id = useId();
  const sources = [...new Map(pairs.map((pair) => [pair.from, pair.fromName]))];
  const targets = pairs.filter((pair) => pair.from === value.from);
  const chooseSource = (from: string) => {
    const possible = pairs.filter((pair) => pair.from === from);
    const to = possible.find((pair) => pair.to === value.to) ?? possible[0];
    onChange({ from, to: to?.to ?? '' });
  };
  return (
    <div className="languages">
      <div className="field">
        <label htmlFor={`${id}-from`}>Translate from</label>
        <div className="select">
          <select id={`${id}-from`} disabled={pairs.length === 0} value={value.from} onChange={(event) => chooseSource(event.target.value)}>
            {sources.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </div>
      </div>
      <span className="languages-arrow">
        <Icon name="arrowRight" />
      </span>
      <div className="field">
        <label htmlFor={`${id}-to`}>into</label>
        <div className="select">
          <select
            id={`${id}-to`}
            disabled={pairs.length === 0}
            value={value.to}
            onChange={(event) => onChange({ from: value.from, to: event.target.value })}
          >
            {targets.map((pair) => (
              <option key={pair.to} value={pair.to}>
                {pair.toName}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </div>
      </div>
    </div>
  );
}

/** The pair to start with: English to Spanish where it exists, else the first. */
export function initialLanguages(pairs: readonly LanguagePair[]): Languages {
  const pair = pairs.find(({ from, to }) => from === 'en' && to === 'es') ?? pairs[0];
  return { from: pair?.from ?? '', to: pair?.to ?? '' };
}
