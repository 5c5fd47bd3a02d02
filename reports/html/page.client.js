// Comfort only: without it the page reads the same, with every row a plain disclosure.
(() => {
  const filter = document.getElementById('filter');
  const rows = [...document.querySelectorAll('.criterion')];
  const areas = [...document.querySelectorAll('.area')];
  const none = document.getElementById('filter-none');
  const said = document.getElementById('filter-count');

  function apply() {
    const wanted = new FormData(filter);
    const words = String(wanted.get('text') ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean);
    const verdicts = wanted.getAll('verdict');
    const area = wanted.get('area');
    const severity = wanted.get('severity');
    let shown = 0;
    for (const row of rows) {
      const { verdict, words: text, area: ownArea, severity: ownSeverity } = row.dataset;
      const match =
        verdicts.includes(verdict) &&
        (!area || ownArea === area) &&
        (!severity || ownSeverity === severity) &&
        words.every((word) => text.includes(word));
      row.hidden = !match;
      if (match) shown += 1;
    }
    for (const section of areas) section.hidden = !section.querySelector('.criterion:not([hidden])');
    none.hidden = shown > 0;
    said.textContent = `${shown} of ${rows.length} shown`;
  }

  /** Shows what a link names, even when it is filtered away or lies in a closed row. */
  function reveal() {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id ? document.getElementById(id) : null;
    const row = target?.closest('.criterion');
    if (!row) return;
    if (row.hidden) {
      filter.reset();
      apply();
    }
    row.open = true;
    row.scrollIntoView();
    row.querySelector('summary').focus({ preventScroll: true });
  }

  filter.hidden = false;
  filter.addEventListener('input', apply);
  filter.addEventListener('submit', (event) => event.preventDefault());
  filter.addEventListener('reset', () => setTimeout(apply));
  filter.addEventListener('click', (event) => {
    const action = event.target.dataset?.action;
    if (action) for (const row of rows) if (!row.hidden) row.open = action === 'open';
  });
  apply();
  addEventListener('hashchange', reveal);
  reveal();

  // A browser may forbid storage for local files; the choice then lasts as long as the page.
  const key = 'transkeep-report-theme';
  let store;
  try {
    store = window.localStorage;
  } catch {}
  const remembered = store?.getItem(key);
  const chosen = remembered && document.getElementById(`theme-${remembered}`);
  if (chosen) chosen.checked = true;
  for (const input of document.querySelectorAll('input[name=theme]'))
    input.addEventListener('change', () => store?.setItem(key, input.value));

  // Paper has no disclosure: open everything, and close afterwards what was closed.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const row of closed) row.open = true;
  });
  addEventListener('afterprint', () => {
    for (const row of closed) row.open = false;
  });
})();
