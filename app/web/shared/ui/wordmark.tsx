/** Two sheets, one over the other: the same page in another language. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg className="wordmark-sign" viewBox="0 0 32 32" aria-hidden="true">
        <rect className="wordmark-back" x="3" y="3" width="17" height="22" rx="2.5" />
        <rect className="wordmark-front" x="11" y="7" width="18" height="22" rx="2.5" />
        <path className="wordmark-lines" d="M15 13h10M15 18h10M15 23h6" />
      </svg>
      <span>TransKeep</span>
    </span>
  );
}
