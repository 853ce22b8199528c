import type { Dataset } from '../../data/dataset.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput, NoSolution } from '../../numeric/errors.ts';
import type { Preparation } from '../contract.ts';
import { readingOptions } from '../shared/fields.ts';
import { unitTarget } from '../shared/unit-target.ts';
import { type TwoClasses, twoClassesOf } from './data.ts';
import type { GlmParameters } from './parameters.ts';
import { estimate } from './theory/fits.ts';
import { optimalRidge } from './theory/optimal-ridge.ts';

/** What theory and experiment both start from, in the eigenbasis of the inputs' covariance. */
export interface GlmProblem {
  /** Of a file: those of two clusters like its classes. */
  parameters: GlmParameters;
  /** Eigenvalues of the covariance, all above 0. */
  eta: Float64Array;
  /** w_*, whose field has the variance ρ(1 − υ) of the seen part; or μ of clusters. */
  direction: Float64Array;
  /** λ, `optimal` resolved. */
  ridge: number;
  /** The rows that trials draw from, where there is a file. */
  file?: TwoClasses;
}

/**
 * Throws `BadInput` where parameters contradict each other, where no ridge is optimal, and for
 * files that are no two classes.
 */
export function prepare(parameters: GlmParameters, { engine }: Preparation): GlmProblem {
  const problem = parameters.data ? ofFile(parameters, parameters.data, engine) : ofTeacher(parameters);
  const { eta } = problem;
  const { samples, loss, ridge } = problem.parameters;
  checkTogether(problem.parameters);
  if (loss === 'margin') return problem;
  if (ridge === 'optimal') return { ...problem, ridge: bestRidge(problem) };
  if (ridge === 0 && (loss === 'square' || loss === 'huber') && samples <= eta.length)
    throw new BadInput(
      `ridge is 0, but loss=${loss} has many minima with samples=${samples} in ${eta.length} directions (dimension); give a ridge above 0, or more samples`,
    );
  if (ridge === 0 && isExact(problem.parameters))
    throw new BadInput(
      `ridge is 0 with noise=0, and the fit is the teacher itself, without an error to predict: give noise or unseen above 0, or a ridge`,
    );
  return { ...problem, ridge };
}

/** Linear labels of which the inputs tell everything. */
function isExact({ teacher, noise, outliers, unseen }: GlmParameters): boolean {
  return teacher === 'linear' && noise === 0 && outliers === 0 && unseen === 0;
}

function ofTeacher(parameters: GlmParameters): GlmProblem {
  const { eta, target } = unitTarget(parameters);
  const { signal, teacher, unseen } = parameters;
  const scale =
    teacher === 'clusters'
      ? Math.sqrt(signal / target.reduce((sum, w) => sum + w * w, 0))
      : Math.sqrt(signal * (1 - unseen));
  return { parameters, eta, direction: target.map((w) => scale * w), ridge: 0 };
}

function ofFile(parameters: GlmParameters, data: Dataset, engine: Engine): GlmProblem {
  const file = twoClassesOf({ data, options: readingOptions(parameters), ones: parameters.ones, engine });
  const { eta, direction, positive } = file;
  const signal = direction.reduce((sum, w) => sum + w * w, 0);
  return {
    parameters: { ...parameters, teacher: 'clusters', intercept: 'fitted', signal, positive },
    ...{ eta, direction, ridge: 0, file },
  };
}

function checkTogether({ data, teacher, loss, ridge }: GlmParameters): void {
  if (teacher === 'linear' && loss !== 'square' && loss !== 'huber')
    throw new BadInput(
      `loss=${loss} is for labels ±1, and those of teacher=linear are numbers: choose loss=square or huber, or another teacher`,
    );
  if (teacher === 'clusters' && (loss === 'margin' || ridge === 0))
    throw new BadInput(
      `${loss === 'margin' ? 'loss=margin' : 'ridge=0'} is not known for ${data ? 'the classes of a file' : 'teacher=clusters'}: choose a loss with a ridge above 0, as ridge=1e-4`,
    );
  if (loss === 'hinge' && ridge === 0)
    throw new BadInput('ridge is 0, but loss=hinge needs one above 0: give ridge=1e-4, or loss=margin');
}

/**
 * Which ridge is best only theory knows, and the experiment has to be told; what is found there is
 * predicted and measured as at any other.
 */
function bestRidge(problem: GlmProblem): number {
  try {
    return optimalRidge((ridge) => {
      const { testError, excess } = estimate({ ...problem, ridge });
      return testError ?? excess!;
    }).lambda;
  } catch (error) {
    if (!(error instanceof NoSolution)) throw error;
    throw new BadInput(`ridge is optimal, but ${error.message}: give a number, as ridge=1000 or ridge=1e-4`);
  }
}
