import { power } from '../../numeric/special.ts';
import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import { isChaotic, type OptimisersObservable } from './observables.ts';
import { LEAST_LOSS, type OptimisersProblem } from './problem.ts';
import { descentExponent, nesterovExponent, preconditionedExponent } from './theory/exponents.ts';

/** −d ln L/d ln k over the last factor of four in the steps; undefined of rounding errors. */
function lateExponent(x: Float64Array, y: Float64Array): number | undefined {
  if (!y.subarray(x.findIndex((one) => one >= x[x.length - 1] / 4)).every((loss) => loss > LEAST_LOSS))
    return undefined;
  const exponent = powerExponent({ from: x[x.length - 1] / 4 })(x, y);
  return exponent === undefined ? undefined : -exponent;
}

/**
 * Modes beyond N, which are missing, would hold such a share of the law's loss, and the first mode
 * does: within them descent is within 1 % of its law, and at 0.05 and 0.27 it is 4 and 22 % off.
 */
const CUT = 0.02;
const EARLY = 0.1;
/** Memories of the momentum until the fit begins: at 10, 1 % off; at 5, 78 %. */
const MEMORIES = 10;
/** Of Nesterov's method, the other branch's share of the loss, k^(−|r − 3/2|): 2 % off at it. */
const OTHER_BRANCH = 0.012;

/**
 * The exponent for endless modes and steps, where these are many enough; undefined elsewhere, as of
 * conjugate gradients, which are still 5 % off after 64 steps on 20 000 modes.
 */
function law({ parameters, lambda, rate }: OptimisersProblem): number | undefined {
  const { model, optimiser, source: a, capacity: b, steps, momentum, power: theta } = parameters;
  if (model === 'network' || a <= 1 || b <= 0) return undefined;
  /** `time`: of gradient flow at the end; `start`: the share of it where the fit begins. */
  const isPure = (time: number, start: number, spread: number) => {
    const mode = (at: number) => power(2 * at, 1 / spread);
    return power(mode(time) / lambda.length, a - 1) < CUT && power(mode(start * time), 1 - a) < EARLY;
  };
  switch (optimiser) {
    case 'gradient-descent':
      return isPure(rate * steps, 1 / 4, b) ? descentExponent(a, b) : undefined;
    case 'heavy-ball': {
      const isSettled = ((1 - momentum) * steps) / 4 > MEMORIES;
      return isSettled && isPure((rate * steps) / (1 - momentum), 1 / 4, b) ? descentExponent(a, b) : undefined;
    }
    case 'preconditioned':
      return theta < 1 && isPure(rate * steps, 1 / 4, b * (1 - theta))
        ? preconditionedExponent(a, b, theta)
        : undefined;
    case 'nesterov': {
      const isAlone = power(steps, -Math.abs(descentExponent(a, b) - 1.5)) < OTHER_BRANCH;
      return isAlone && isPure((rate * steps * steps) / 2, 1 / 16, b) ? nesterovExponent(a, b) : undefined;
    }
    default:
      return undefined;
  }
}

type Derived = DerivedObservable<OptimisersProblem, OptimisersObservable>;

const shared = { scale: 'linear', of: 'loss', along: 'step', fit: lateExponent } as const;

export const derived = {
  exponent: {
    ...shared,
    label: 'exponent in the steps',
    symbol: '−d ln L/d ln k',
    description: 'over the last factor of four in the steps, beside that of the predicted curve',
    predicted: 'curve',
    // Over a factor of four, a last loss that is known to a factor of four alone.
    floor: (problem) => (isChaotic(problem) ? 1 : 0),
  },
  lawExponent: {
    ...shared,
    label: 'exponent of the law',
    symbol: 'p',
    description:
      'the same beside the exponent for endless modes and steps, where these are many: (a − 1)/b of descent and of the heavy ball, 1/(1 − θ) times that with a preconditioner, and min(2r, r + 3/2) of Nesterov’s method, r = (a − 1)/b',
    predicted: law,
    floor: () => 0.03,
  },
} satisfies Record<string, Derived>;
