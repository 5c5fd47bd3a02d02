const PATHS = {
  upload: 'M12 15V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v3.5A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V15',
  download: 'M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M4 16v2.5A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V16',
  trash:
    'M4.5 6.5h15M9.5 6.5V4.8c0-.5.4-.8.8-.8h3.4c.4 0 .8.3.8.8v1.7M6.5 6.5l.8 12a1.5 1.5 0 0 0 1.5 1.5h6.4a1.5 1.5 0 0 0 1.5-1.5l.8-12M10.2 10.5v5.5M13.8 10.5v5.5',
  edit: 'M4.5 19.5l.9-3.9L16 5a1.9 1.9 0 0 1 2.7 0l.3.3a1.9 1.9 0 0 1 0 2.7L8.4 18.6l-3.9.9ZM14 7l3 3',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.8v3.7h-3.7',
  close: 'm6 6 12 12M18 6 6 18',
  arrowRight: 'M4.5 12h15m0 0-5.5-5.5M19.5 12 14 17.5',
  arrowLeft: 'M19.5 12h-15m0 0L10 6.5M4.5 12l5.5 5.5',
  alert: 'M12 8v5m0 3.2v.1M10.6 4.4 2.9 17.7A1.6 1.6 0 0 0 4.3 20h15.4a1.6 1.6 0 0 0 1.4-2.3L13.4 4.4a1.6 1.6 0 0 0-2.8 0Z',
  chevron: 'm6.5 9.5 5.5 5.5 5.5-5.5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  minus: 'M5.5 12h13',
  plus: 'M5.5 12h13M12 5.5v13',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 2.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z',
} as const;

/** Decorative: whatever it sits in carries the name. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
