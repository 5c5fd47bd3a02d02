import { PageSign } from './page-sign.tsx';

export function EmptyList() {
  return (
    <div className="empty">
      <PageSign from="en" to="es" />
      <p className="empty-title">Nothing here yet</p>
      <p>Choose a PDF above. It appears here while it is translated, and you can review it as soon as it is ready.</p>
    </div>
  );
}
