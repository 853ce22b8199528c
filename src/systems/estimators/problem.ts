import { BadInput } from '../../numeric/errors.ts';
import { power as raised, squared } from '../../numeric/special.ts';
import { count } from '../../statistics/sentences.ts';
import type { Preparation } from '../contract.ts';
import { type EstimatedFile, fileFor, useOf, wholeEstimate } from './file.ts';
import type { EstimatorsParameters } from './parameters.ts';

export interface EstimatorsProblem {
  parameters: EstimatorsParameters;
  /** What is estimated; of a file, what its rows together make of it. */
  truth: number;
  /** Eigenvalues of the covariance, of the participation ratios. */
  eta: Float64Array;
  /** What the estimator takes of the file that samples are drawn from. */
  file?: EstimatedFile;
}

/** Throws `BadInput` for parameters that contradict each other or the file. */
export function prepare(parameters: EstimatorsParameters, { engine }: Preparation): EstimatorsProblem {
  const { estimator, dimension, decay, data } = parameters;
  if (data === undefined || useOf(estimator) !== undefined) checkSamples(parameters);
  if (data !== undefined) {
    const file = fileFor({ ...parameters, data }, engine);
    checkRows(parameters, file, data.name);
    const truth = wholeEstimate(file, parameters, engine);
    return { parameters, truth, eta: new Float64Array(0), file };
  }
  const eta = Float64Array.from({ length: dimension }, (_, k) => raised(k + 1, -decay));
  const truth = truthOf(parameters, eta);
  if (truth === 0) {
    const field = estimator === 'signal-level' ? 'signal' : 'noise';
    throw new BadInput(
      `${field} is 0, which is what estimator=${estimator} estimates, and no relative error of 0 is defined: take a ${field} above 0`,
    );
  }
  return { parameters, truth, eta };
}

function checkRows({ samples }: EstimatorsParameters, { rows }: EstimatedFile, name: string) {
  if (samples >= rows)
    throw new BadInput(
      `samples is ${samples}, but must be fewer than the ${count(rows, 'row')} of ${name} that they are drawn from and held against: take at most ${rows - 1}`,
    );
}

/** Fewer are a shape without a tail: from here on the least distance has been simulated. */
export const FEWEST_TO_CUT = 50;

function checkSamples(parameters: EstimatorsParameters) {
  const { estimator, samples, tail, neighbours, dimension } = parameters;
  const fewest = { hill: tail + 1, 'levina-bickel': neighbours + 2, 'residual-noise': dimension + 1 }[
    estimator as string
  ];
  if (fewest !== undefined && samples < fewest) {
    const needs = { hill: 'tail', 'levina-bickel': 'neighbours', 'residual-noise': 'dimension' }[estimator as string];
    throw new BadInput(
      `estimator=${estimator} takes ${count(fewest, 'sample')} at least beside ${needs}=${parameters[needs as 'tail']}, but samples is ${samples}: take more of them, or a smaller ${needs}`,
    );
  }
}

function truthOf({ estimator, noise, signal, exponent, intrinsic }: EstimatorsParameters, eta: Float64Array): number {
  switch (estimator) {
    case 'participation-ratio':
    case 'sample-participation-ratio': {
      const trace = (power: number) => eta.reduceRight((sum, one) => sum + raised(one, power), 0);
      return squared(trace(1)) / trace(2);
    }
    case 'noise-level':
    case 'residual-noise':
      return noise;
    case 'signal-level':
      return signal;
    case 'hill':
      return 1 / (exponent - 1);
    case 'two-nn':
    case 'levina-bickel':
      return intrinsic;
    default:
      return exponent;
  }
}
