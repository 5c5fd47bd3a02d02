import { useId } from 'react';
import type { LanguagePair, Tone } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icons.tsx';

const NAMES: Readonly<Record<Tone, string>> = { formal: 'Formal', neutral: 'Neutral', informal: 'Informal' };

interface ToneChoiceProps {
  /** Undefined while the languages are not known yet. */
  readonly pair: LanguagePair | undefined;
  readonly value: Tone;
  readonly disabled?: boolean;
  onChange(tone: Tone): void;
}

/** How the reader is spoken to. Where the languages leave no choice, it says so. */
export function ToneChoice({ pair, value, disabled = false, onChange }: ToneChoiceProps) {
  const id = useId();
  const tones = pair?.tones ?? ['neutral'];
  const hasChoice = tones.length > 1;
  return (
    <div className="field tone">
      <label htmlFor={`${id}-tone`}>Tone</label>
      <div className="select">
        <select
          id={`${id}-tone`}
          disabled={disabled || !hasChoice}
          value={tones.includes(value) ? value : 'neutral'}
          aria-describedby={pair && !hasChoice ? `${id}-reason` : undefined}
          onChange={(event) => onChange(event.target.value as Tone)}
        >
          {tones.map((tone) => (
            <option key={tone} value={tone}>
              {NAMES[tone]}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </div>
      {pair && !hasChoice && (
        <p className="tone-reason" id={`${id}-reason`}>
          {pair.fromName} to {pair.toName} has one tone only.
        </p>
      )}
    </div>
  );
}

export function pairOf(pairs: readonly LanguagePair[], { from, to }: { from: string; to: string }): LanguagePair | undefined {
  return pairs.find((pair) => pair.from === from && pair.to === to);
}
