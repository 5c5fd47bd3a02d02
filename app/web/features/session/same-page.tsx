/**
 * What the product does, shown rather than told: one page twice, every line in its place.
 * Decorative; the sentence beside it says the same.
 */
export function SamePage() {
  return (
    <div className="same-page" aria-hidden="true">
      <Sheet
        lang="en"
        title="The tides of the bay"
        first="Twice a day the water leaves the bay and comes back higher than a house."
        marked="Boats rest on the sand until noon."
        last="Nobody here owns a clock. They look at the harbour wall, and know."
        subtitle="Before you walk out"
        advice="Ask at the lighthouse. The sea is back sooner than you think, and it comes from both sides."
      />
      <Sheet
        lang="es"
        title="Las mareas de la bahía"
        first="Dos veces al día el agua deja la bahía y vuelve más alta que una casa."
        marked="Los barcos descansan en la arena hasta el mediodía."
        last="Aquí nadie tiene reloj. Miran el muro del puerto, y saben."
        subtitle="Antes de salir"
        advice="Pregunte en el faro. El mar vuelve antes de lo que usted cree, y llega por ambos lados."
      />
    </div>
  );
}

interface SheetProps {
  readonly lang: string;
  readonly title: string;
  readonly first: string;
  readonly marked: string;
  readonly last: string;
  readonly subtitle: string;
  readonly advice: string;
}

function Sheet({ lang, title, first, marked, last, subtitle, advice }: SheetProps) {
  return (
    <div className={`sheet sheet-${lang}`} lang={lang}>
      <p className="sheet-title">{title}</p>
      <p>{first}</p>
      <svg className="sheet-figure" viewBox="0 0 200 64" preserveAspectRatio="none" aria-hidden="true">
        <path className="sheet-figure-area" d="M0 46C25 46 25 14 50 14s25 32 50 32 25-36 50-36 25 30 50 30V64H0Z" />
        <path className="sheet-figure-line" d="M0 46C25 46 25 14 50 14s25 32 50 32 25-36 50-36 25 30 50 30" />
      </svg>
      <p>
        <mark>{marked}</mark> {last}
      </p>
      <p className="sheet-subtitle">{subtitle}</p>
      <p>{advice}</p>
      <p className="sheet-folio">7</p>
    </div>
  );
}
