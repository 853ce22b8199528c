import { squared } from '../../numeric/special.ts';
import type { LayerExponent } from './exponents.ts';
import type { Mistake, Pattern } from './mistakes.ts';

/** A mistake with how well it explains the exponents. */
export interface Explanation {
  mistake: Mistake;
  /** Root mean square of what it leaves, in exponents. */
  left: number;
}

/**
 * What of an exponent narrow networks and several powers that add up may hide: half of the ½ by
 * which patterns differ.
 */
const ALLOWED = 0.25;
/**
 * Explanations that leave so little more than the best are as good: powers that add up are rough.
 */
const AS_GOOD = 0.03;

/**
 * The mistakes whose powers of the width come nearest to those measured before training and after
 * the first step that moved anything; none where even the best leaves more than it may, or no
 * mistake explains more than none does.
 */
export function explain(
  exponents: readonly LayerExponent[],
  mistakes: readonly Mistake[],
  clean: Pattern,
  check: () => void,
): Explanation[] {
  const seen = observed(exponents);
  if (seen.length === 0) return [];
  const leftBy = (pattern: Pattern) => {
    check();
    return Math.sqrt(seen.reduce((sum, one) => sum + squared(residual(one, pattern)), 0) / seen.length);
  };
  const ranked = mistakes
    .map((mistake) => ({ mistake, left: leftBy(mistake.pattern) }))
    .sort((a, b) => a.left - b.left);
  const [best] = ranked;
  if (!best || best.left > ALLOWED || best.left >= leftBy(clean)) return [];
  const good = ranked.filter(({ left }) => left <= best.left + AS_GOOD);
  return good.filter(({ mistake }, i) => good.findIndex((other) => other.mistake.says === mistake.says) === i);
}

/** The sizes before training, and the first step after it at which anything has changed. */
function observed(exponents: readonly LayerExponent[]): LayerExponent[] {
  const known = exponents.filter(({ exponent }) => exponent !== undefined);
  const moved = known.filter(({ step, place }) => step > 0 && place === 0).map(({ step }) => step);
  const first = Math.min(...(moved.length > 0 ? moved : known.filter(({ step }) => step > 0).map(({ step }) => step)));
  return known.filter(({ step }) => step === 0 || step === first);
}

function residual({ place, step, of, exponent }: LayerExponent, { size, change, attention }: Pattern): number {
  const own = place === undefined ? attention : { size: size[place], change: change[place] };
  const measured = exponent!.mean;
  if (step === 0) return measured - own.size;
  if (of === 'change') return measured - own.change;
  // Of a sum of both the larger power counts in the end, and at usual widths anything between.
  const [low, high] = [Math.min(own.size, own.change), Math.max(own.size, own.change)];
  return measured < low ? measured - low : Math.max(0, measured - high);
}
