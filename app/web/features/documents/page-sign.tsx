/** A small pair of sheets with the two language codes: what goes in behind, what comes out in front. */
export function PageSign({ from, to }: { from: string; to: string }) {
  return (
    <span className="page-sign" aria-hidden="true">
      <span className="page-sign-back">{from}</span>
      <span className="page-sign-front">{to}</span>
    </span>
  );
}
