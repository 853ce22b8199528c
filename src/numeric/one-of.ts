import { OutOfRange } from './errors.ts';

/** The word as it was given. Throws `OutOfRange` for one that is not among those allowed. */
export function oneOf<Word extends string>(quantity: string, given: unknown, allowed: readonly Word[]): Word {
  if (allowed.includes(given as Word)) return given as Word;
  const shown = typeof given === 'string' ? `'${given}'` : String(given);
  throw new OutOfRange(quantity, shown, allowed.map((word) => `'${word}'`).join(' or '));
}
