import { closest, distance } from 'fastest-levenshtein';

/** ` (did you mean 'x'?)` when a known word is near enough, else nothing. */
export function didYouMean(word: string, known: string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(word, known);
  return distance(word, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? ` (did you mean '${nearest}'?)` : '';
}
