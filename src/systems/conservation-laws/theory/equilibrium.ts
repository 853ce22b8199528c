import { atan } from '../../../numeric/special.ts';

/**
 * Where decay and steps hold a normalised weight: ĝ = |w|g is orthogonal to w and does not know its
 * length, so |w|² ← (1 − ηλ)²|w|² + η²|ĝ|²/|w|². `power` is the mean of |ĝ|². (Wan et al. 2020,
 * arXiv 2006.08419; Kosson et al. 2023, arXiv 2305.17212.)
 */
export function equilibrium({ step, decay, power }: { step: number; decay: number; power: number }): {
  /** |w|² */
  norm2: number;
  /** By which a step turns w, in radians: it does not depend on the gradient. */
  angle: number;
} {
  const both = step * decay;
  return {
    norm2: Math.sqrt((step * power) / (decay * (2 - both))),
    angle: atan(Math.sqrt(both * (2 - both)) / (1 - both)),
  };
}
