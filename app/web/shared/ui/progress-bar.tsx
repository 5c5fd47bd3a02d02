/** `value`: 0..1, or undefined while nothing is known. */
export function ProgressBar({ label, value }: { label: string; value: number | undefined }) {
  const percent = value === undefined ? undefined : Math.round(value * 100);
  return (
    <div
      className={percent === undefined ? 'progress progress-unknown' : 'progress'}
      role="progressbar"
      aria-label={label}
      {...(percent !== undefined && { 'aria-valuenow': percent })}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className="progress-fill" style={{ transform: `scaleX(${value ?? 1})` }} />
    </div>
  );
}
