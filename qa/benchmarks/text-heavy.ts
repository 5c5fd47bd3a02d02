/** Characters a page from which a document counts as text-heavy; a full page of a book has two to three thousand. */
export const TEXT_HEAVY = 1500;
