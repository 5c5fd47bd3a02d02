import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useEffect, useId, useState } from 'react';
import type { Tone } from '../../shared/api/types.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { LoadProblem } from '../../shared/ui/load-problem.tsx';
import { MAX_UPLOAD_MB } from './check-file.ts';
import { languagesQuery } from './documents-api.ts';
import { initialLanguages, LanguageChoice, type Languages } from './language-choice.tsx';
import { pairOf, ToneChoice } from './tone-choice.tsx';
import { useUploadsContext } from './uploads-provider.tsx';

/** Where a file goes in: choose the languages, then drop files anywhere on the panel or pick them. */
export function UploadPanel() {
  const { data: pairs, error, refetch } = useQuery(languagesQuery);
  const [chosen, setChosen] = useState<Languages>();
  const [tone, setTone] = useState<Tone>('neutral');
  const [isOver, setIsOver] = useState(false);
  const [kept, setKept] = useState<readonly File[]>([]);
  const uploads = useUploadsContext();
  const id = useId();
  const languages = chosen ?? initialLanguages(pairs ?? []);
  const isReady = languages.to !== '';
  const pair = pairOf(pairs ?? [], languages);

  // Whoever is faster than the languages loses nothing: what was given is kept, and goes off with them.
  const add = (list: FileList | null) => {
    const files = [...(list ?? [])];
    setKept((before) => [...before, ...files]);
  };
  useEffect(() => {
    if (!isReady || kept.length === 0) return;
    uploads.add(kept, { ...languages, tone: pair?.tones.includes(tone) ? tone : 'neutral' });
    setKept([]);
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    add(event.dataTransfer.files);
  };
  const dragOver = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };

  return (
    // Dropping is an extra for pointers; the file input does the same for everyone.
    <section
      className={isOver ? 'panel upload is-over' : 'panel upload'}
      aria-labelledby={`${id}-title`}
      onDragOver={dragOver}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <h2 id={`${id}-title`}>Translate a PDF</h2>
      {error ? (
        <LoadProblem error={error} onRetry={refetch} />
      ) : (
        <>
          <LanguageChoice pairs={pairs ?? []} value={languages} onChange={setChosen} />
          <ToneChoice pair={pair} value={tone} onChange={setTone} />
        </>
      )}
      <div className="drop">
        <input
          id={`${id}-file`}
          className="drop-input"
          type="file"
          accept="application/pdf,.pdf"
          multiple
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            add(event.target.files);
            // So that choosing the same file again is a change again.
            event.target.value = '';
          }}
        />
        <label className="button button-primary" htmlFor={`${id}-file`}>
          <Icon name="upload" />
          Choose PDF files
        </label>
        <p className="drop-hint" id={`${id}-hint`}>
          <span className="drop-hint-pointer">or drop them here. </span>
          Up to {MAX_UPLOAD_MB} MB each.
        </p>
        <p className="drop-kept" role="status">
          {kept.length > 0 && `${kept.length === 1 ? '1 file is' : `${kept.length} files are`} kept until the languages are here.`}
        </p>
      </div>
    </section>
  );
}
