export const LIST_TITLE_ID = 'documents-title';

/** The heading of the list. It takes the focus when the row that had it is gone. */
export function ListTitle() {
  return (
    <h2 id={LIST_TITLE_ID} tabIndex={-1} className="section-title">
      Your documents
    </h2>
  );
}

export function focusList(): void {
  document.getElementById(LIST_TITLE_ID)?.focus();
}
