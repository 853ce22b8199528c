import { evenSteps } from '../../networks/probes.ts';
import type { GaussianRefitParameters } from './parameters.ts';

export interface GaussianRefitProblem {
  parameters: GaussianRefitParameters;
  /** Generations that are looked at, ascending from 1; the first Gaussian, of variance 1, is 0. */
  generations: number[];
}

const MOST = 20;

export function prepare(parameters: GaussianRefitParameters): GaussianRefitProblem {
  return { parameters, generations: evenSteps(MOST, parameters.generations) };
}
