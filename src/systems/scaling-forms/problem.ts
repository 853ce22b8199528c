import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import { FEWEST_RANDOM, type ScalingFormsParameters } from './parameters.ts';

/** A target on a manifold, and the numbers of samples from which it is learned. */
export interface ScalingFormsProblem {
  parameters: ScalingFormsParameters;
  /** Numbers of samples, ascending. */
  sizes: number[];
  /** Of the grids, points along each direction; empty without a grid. */
  sides: number[];
}

const PER_DECADE = 5;
/** Points on a grid for each period of the target, at least. */
const LEAST_PER_PERIOD = 4;
/** Samples for each function fitted, at least: for fewer the theory's next order is above 1 %. */
const LEAST_PER_FUNCTION = 16;
const MOST_FUNCTIONS = 400;

/**
 * Throws `BadInput` for points at random in more than one dimension, for least squares without
 * noise, and for fewer samples than the shortest curve takes.
 */
export function prepare(parameters: ScalingFormsParameters): ScalingFormsProblem {
  const { regressor, dimension, degree, neighbours, design, noise, samples } = parameters;
  const from = (least: number, why: string): ScalingFormsProblem => {
    if (samples < least)
      throw new BadInput(`samples is ${samples}, but must be at least ${least}${why}: choose more samples`);
    return { parameters, sizes: logarithmicSteps(PER_DECADE, samples).filter((size) => size >= least), sides: [] };
  };
  switch (regressor) {
    case 'nearest':
      return from(Math.max(FEWEST_RANDOM, 2 * neighbours), ', twice the number of neighbours and no fewer than 8');
    case 'harmonics': {
      if (noise === 0)
        throw new BadInput(
          'noise is 0, but least squares with the functions that make up the target then finds it without an error: choose noise above 0, or another regressor',
        );
      const functions = functionsUpTo(degree, dimension);
      if (functions > MOST_FUNCTIONS)
        throw new BadInput(
          `degree ${degree} in dimension ${dimension} has ${functions} functions to fit, but at most ${MOST_FUNCTIONS} are: choose a lower degree or dimension`,
        );
      return from(LEAST_PER_FUNCTION * functions, `, ${LEAST_PER_FUNCTION} for each of the ${functions} functions`);
    }
    case 'piecewise': {
      if (design === 'grid') return onGrids(parameters);
      if (dimension !== 1)
        throw new BadInput(
          `design is random, but points at random are joined by lines in one dimension only, and dimension is ${dimension}: choose dimension=1 or design=grid`,
        );
      return from(FEWEST_RANDOM, '');
    }
  }
}

/** m^d points, m from four for each period on. */
function onGrids(parameters: ScalingFormsParameters): ScalingFormsProblem {
  const { dimension, degree, samples } = parameters;
  const least = LEAST_PER_PERIOD * degree;
  const largest = Math.floor(power(samples, 1 / dimension) + 1e-9);
  if (largest < least)
    throw new BadInput(
      `samples is ${samples}, but a grid of ${least} points each way, four for each period, has ${power(least, dimension)}: choose more samples, or a lower degree or dimension`,
    );
  const sides = logarithmicSteps(PER_DECADE * dimension, largest).filter((side) => side >= least);
  return { parameters, sizes: sides.map((side) => power(side, dimension)), sides };
}

/** Polynomials of degree ≤ ℓ on the sphere S^d: C(ℓ + d, d) + C(ℓ + d − 1, d). */
export function functionsUpTo(degree: number, dimension: number): number {
  const choose = (n: number) => {
    let product = 1;
    for (let i = 1; i <= dimension; i++) product = (product * (n - dimension + i)) / i;
    return Math.round(product);
  };
  return choose(degree + dimension) + choose(degree + dimension - 1);
}
