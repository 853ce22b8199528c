import { power } from '../../numeric/special.ts';
import { crossing, scaleLength } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import { criticalLine, fixedPoint } from '../shared/signal-fixed-points.ts';
import { gradientFactor, lengthSlope } from '../shared/signal-maps.ts';
import type { SignalObservable } from './observables.ts';
import type { SignalProblem } from './problem.ts';
import { layerOf } from './theory/prediction.ts';

/** Where depth scales are read off: on the upper half of the layers. */
const UPPER_HALF = { along: 'layer', fit: scaleLength({ from: 0.5 }), scale: 'log' } as const;

/** What is left of the start half-way up, where numbers of fixed points are to be seen. */
const FORGOTTEN = 0.01;

/** Less than this correlation of gradients is lost among those of independent directions. */
const LOST = 0.1;

export const derived = {
  criticalWeight: {
    label: 'critical weight variance',
    symbol: 'σ_w²(χ = 1)',
    description: 'at which gradients neither grow nor shrink: the border of order and chaos',
    scale: 'linear',
    of: 'gradientGrowth',
    along: 'weightVariance',
    fit: crossing(1, { direction: 'up' }),
    predicted: criticalWeight,
  },
  distanceScale: {
    label: 'depth scale of correlations',
    symbol: 'ξ_c',
    description: 'layers over which the distance of two inputs falls by a factor of e, in the ordered phase',
    of: 'distance',
    ...UPPER_HALF,
    predicted: (problem) => (isOrdered(problem) ? 'curve' : undefined),
  },
  overlapScale: {
    label: 'depth scale of the overlap of gradients',
    symbol: 'ξ_c',
    description: 'layers over which it changes by a factor of e: the same depth scale, in both phases',
    of: 'overlap',
    ...UPPER_HALF,
    predicted: (problem) => (keepsOverlap(problem) ? 'curve' : undefined),
  },
} satisfies Record<string, DerivedObservable<SignalProblem, SignalObservable>>;

/** The critical line, where the networks are deep enough to be at its fixed length. */
function criticalWeight({ parameters, settled }: SignalProblem): number | 'curve' | undefined {
  const { architecture, activation, biasVariance } = parameters;
  if (architecture === 'residual') return undefined;
  if (activation === 'relu') return 2;
  const { weightVariance, q } = criticalLine(activation, biasVariance);
  const slope = lengthSlope({ phi: activation, weightVariance, biasVariance }, q);
  return power(slope, settled) < FORGOTTEN ? weightVariance : 'curve';
}

function isOrdered({ parameters, settled }: SignalProblem): boolean {
  if (parameters.architecture === 'residual') return false;
  const point = fixedPoint(layerOf(parameters));
  return point !== undefined && point.chi < 1 && point.correlationScale < settled;
}

/** Of the correlation of gradients, (χ_c/χ)^layers is left half-way down. */
function keepsOverlap({ parameters, settled }: SignalProblem): boolean {
  if (parameters.architecture === 'residual') return false;
  const layer = layerOf(parameters);
  const point = fixedPoint(layer);
  if (point === undefined || point.correlationScale > 2 * settled) return false;
  return power(point.chiAtFixedPoint / gradientFactor(layer, point.q), settled) > LOST;
}
