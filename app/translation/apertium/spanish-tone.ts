import type { Tone } from '../engine.ts';

/**
 * Addresses the reader in one way throughout, by rewriting Apertium's analysis of the Spanish sentence before words are made
 * of it: `^Poder<vbmod><pri><p2><sg>$` → `^Poder<vbmod><pri><p3><sg>$` turns «Puedes» into «Puede». Left alone, it mixes
 * «tú» (verbs, pronouns) with «vuestro» (possessives). Formal: usted and ustedes, su; "te" as an object is "le", which
 * courtesy allows for both genders. Informal: tú, tu. The forms are those of the dictionary of apertium-eng-spa.
 */
export function rewriteSpanishTone(stream: string, tone: Tone): string {
  if (tone === 'neutral') return stream;
  const readings = stream.replace(/\^((?:[^\\$^]|\\.)*)\$/gsu, (_whole, reading: string) => {
    const parts = reading.split(/(?<=>)\+/);
    return `^${parts.map(tone === 'formal' ? usted : tu).join('+')}$`;
  });
  // "te lo" became "le lo", which Spanish says as "se lo".
  return tone === 'formal' ? readings.replace(LE_BEFORE_LO, '^se<prn><pro><ref><p3><mf><sp>$$$<between>^$<next>') : readings;
}

const LE_BEFORE_LO = /\^[Pp]rpers<prn><pro><p3><mf><(?:sg|pl)>\$(?<between>\s*)\^(?<next>(?:prpers|lo)<prn><pro><p3>)/gu;

/** One reading, such as `abrir<vblex><inf>` or its pronoun `prpers<prn><enc><p2><mf><sg>`. */
function usted(reading: string): string {
  const [lemma, tags] = [reading.slice(0, reading.indexOf('<')), reading.slice(reading.indexOf('<'))];
  if (/^<(?:det|adj)><pos>/.test(tags)) return possessive(lemma, tags, 'suyo');
  if (/^<prn><pos>/.test(tags)) return owned(lemma, 'el suyo') + tags;
  // "ti" has a lemma of its own, "usted" has that of all personal pronouns.
  if (/^<prn><tn><p2>/.test(tags)) return withCase(lemma, 'prpers') + tags.replace(/<p2><\w+>/, '<p3><mf>');
  if (/^<prn><(?:pro|enc)><p2>/.test(tags)) return lemma + tags.replace('<p2><mf>', '<p3><mf>');
  return isVerb(tags) ? lemma + tags.replace('<p2>', '<p3>') : reading;
}

function tu(reading: string): string {
  const [lemma, tags] = [reading.slice(0, reading.indexOf('<')), reading.slice(reading.indexOf('<'))];
  if (/^<(?:det|adj)><pos>/.test(tags)) return possessive(lemma, tags, 'tuyo');
  if (/^<prn><pos>/.test(tags)) return owned(lemma, 'el tuyo') + tags;
  return reading;
}

const isVerb = (tags: string): boolean => tags.startsWith('<vb');

/** "vuestra casa" → "su casa", "tu casa": before a noun the short forms have no gender. */
function possessive(lemma: string, tags: string, to: string): string {
  if (!/^(?:vuestro|tuyo)$/i.test(lemma)) return lemma + tags;
  return withCase(lemma, to) + (tags.startsWith('<det>') ? tags.replace(/^<det><pos><\w+>/, '<det><pos><mf>') : tags);
}

function owned(lemma: string, to: string): string {
  return /^el (?:vuestro|tuyo)$/i.test(lemma) ? withCase(lemma, to) : lemma;
}

/** The analysis carries the capital of the word on its lemma. */
function withCase(like: string, word: string): string {
  if (/^\p{Lu}{2}/u.test(like)) return word.toUpperCase();
  return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
