import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { MeanFieldObservable } from './observables.ts';
import type { MeanFieldProblem } from './problem.ts';

/** The richness up to which exponents of the lazy side are fitted. */
export const LAZY_UP_TO = 0.5;

const alongWidths = powerExponent();

export const derived = {
  deviationExponent: {
    label: 'exponent of the deviation',
    symbol: 'd ln|ΔK|/d ln N',
    description: 'slope in the width of the deviation of finite width: −1, the next order of the theory',
    scale: 'linear',
    of: 'widthDeviation',
    along: 'width',
    fit: (x, y) => alongWidths(x, y.map(Math.abs)),
    predicted: () => -1,
  },
  movementExponent: {
    label: 'exponent of the movement',
    symbol: 'd ln‖ΔK‖/d ln γ₀',
    description: `slope of the kernel’s movement in the richness on the lazy side, up to γ₀ = ${LAZY_UP_TO}; 2 in the limit`,
    scale: 'linear',
    of: 'kernelMovement',
    along: 'richness',
    fit: powerExponent({ to: LAZY_UP_TO }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<MeanFieldProblem, MeanFieldObservable>>;
