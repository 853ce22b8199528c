import { BadInput } from '../../numeric/errors.ts';
import { type Allocated, type AllocationOptions, allocate, bestLoss } from '../../scaling-laws/extrapolate.ts';
import { muennighoff } from '../../scaling-laws/published.ts';
import { withRepetition } from '../../scaling-laws/repetition.ts';
import { type Law, openLaw } from '../../scaling-laws/saved-law.ts';
import type { Asked } from './parameters.ts';
import type { SavedFit } from './read-fit.ts';

/** A law with the data that there are for it. */
export interface Outlook {
  law: Law;
  options: AllocationOptions;
  /** What is said where the data do not suffice; absent where they are without end. */
  short?: { law: Law; options: AllocationOptions };
  /** Where constants of repetition come from, when tokens are seen several times. */
  repetition: 'fitted' | 'published' | 'none';
}

/**
 * Throws `BadInput` for a law that does not split a budget, or knows nothing of repeated tokens.
 */
export function outlookOf(fit: SavedFit, { tokens, epochs, operations = fit.operations }: Asked): Outlook {
  const { law, formula } = fit;
  const { form } = law;
  if (!(form.needs.includes('N') && form.needs.includes('D')))
    throw new BadInput(
      `${formula} is in one column, and does not say how a budget is split; fit a table of sizes and tokens with law=parametric`,
    );
  const options = { operations };
  if (tokens === undefined) {
    if (epochs !== undefined) throw new BadInput('epochs is given without tokens; say how many tokens there are');
    return { law, options, repetition: 'none' };
  }
  const limited = { operations, unique: tokens, mostTokens: tokens * (epochs ?? Number.POSITIVE_INFINITY) };
  if (form.id === 'repeated') return { law, options, short: { law, options: limited }, repetition: 'fitted' };
  if (epochs === 1) return { law, options, short: { law, options: limited }, repetition: 'none' };
  if (form.id !== 'parametric')
    throw new BadInput(
      `${formula} knows nothing of tokens that are seen several times; say epochs=1 to see each once, or fit with law=parametric`,
    );
  const repeating = openLaw(withRepetition(law.saved, muennighoff.repetition));
  return { law, options, short: { law: repeating, options: limited }, repetition: 'published' };
}

/** The best that can be done with a budget. */
export interface Planned extends Allocated {
  /** Whether more data would have been better. */
  isShort: boolean;
  /** What the law said without a limit of data. */
  free: Allocated;
}

/** Undefined where the law has no least loss. */
export function planAt(outlook: Outlook, compute: number): Planned | undefined {
  const free = allocate(outlook.law, compute, outlook.options);
  if (!free) return undefined;
  const { law, options, isShort } = at(outlook, free);
  const best = isShort ? allocate(law, compute, options) : free;
  return best && { ...best, isShort, free };
}

/** The law, as what is asked of it at a budget where it would take so many tokens. */
export function at({ law, options, short }: Outlook, { tokens }: { tokens: number }) {
  const isShort = short !== undefined && tokens > short.options.unique!;
  return { ...(isShort ? short : { law, options }), isShort };
}

/** The least loss at a budget, without intervals of size and tokens. */
export function lossAt(outlook: Outlook, compute: number) {
  const free = bestLoss(outlook.law, compute, outlook.options);
  if (!free) return undefined;
  const { law, options, isShort } = at(outlook, { tokens: compute / outlook.options.operations / free.size });
  return isShort ? bestLoss(law, compute, options) : free;
}
