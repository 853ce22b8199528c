import type { GlmProblem } from '../problem.ts';
import { type BinaryTeacher, binaryErrors, type Overlaps } from './binary-labels.ts';
import { type Covariance, covarianceOf } from './covariance.ts';
import { alignment, binaryFit, type Fit, fitBinary, fitClusters, fitLinear, likelihoodBias } from './estimates.ts';
import { hinge, huber, type Loss, logistic, margin, square } from './losses.ts';
import { capacity } from './separability.ts';

/** All that theory says of one problem, `NaN` nowhere: what has no answer is left out. */
export interface Estimated {
  testError?: number;
  trainError?: number;
  testLoss?: number;
  trainLoss?: number;
  excess?: number;
  alignment?: number;
  overlap?: number;
  selfOverlap?: number;
  squaredNorm?: number;
  response?: number;
  intercept?: number;
  margin?: number;
  bias?: number;
  spread?: number;
  likelihoodRatio?: number;
  /** Relative, of all of them. */
  error: number;
}

/** Throws `NoConvergence`; the fit has to exist. */
export function estimate(problem: GlmProblem): Estimated {
  const { parameters, ridge, eta } = problem;
  const fit: Fit = { alpha: parameters.samples / eta.length, lambda: ridge, covariance: covarianceFor(problem) };
  if (parameters.teacher === 'linear') return linear(problem, fit);
  if (parameters.teacher === 'clusters') return clusters(problem, fit);
  const teacher = binaryTeacher(problem)!;
  if (parameters.loss === 'margin') return largest(teacher, fit);
  const loss = lossOf(problem);
  const { m, q, V, rest, norm, error, ...errors } = binaryFit(teacher, loss, fit);
  return {
    ...errors,
    alignment: alignment({ m, q }, teacher.power),
    ...{ overlap: m, selfOverlap: q, squaredNorm: norm, error },
    ...(parameters.loss !== 'hinge' && { response: V }),
    ...(isLikelihood(problem) && likelihood(problem, { m, q, V, rest }, fit.alpha)),
  };
}

/** Whether the fit is one of maximum likelihood, which may not exist. */
export function isLikelihood({ parameters: { loss, teacher }, ridge }: GlmProblem): boolean {
  return loss === 'logistic' && ridge === 0 && (teacher === 'logit' || teacher === 'sign');
}

/** α_c of the problem's labels ±1; undefined for other labels. */
export function capacityOf(problem: GlmProblem): number | undefined {
  const teacher = binaryTeacher(problem);
  return teacher && capacity(teacher, 1 - problem.parameters.unseen).alpha;
}

function binaryTeacher({ parameters }: GlmProblem): BinaryTeacher | undefined {
  const { teacher, signal: power, flips } = parameters;
  if (teacher === 'logit') return { channel: teacher, power, noise: 0, flips };
  if (teacher === 'sign') return { channel: teacher, power, noise: parameters.noise, flips };
  return undefined;
}

/** v = Σw_* of a teacher, μ of clusters. */
function covarianceFor({ parameters: { teacher }, eta, direction }: GlmProblem): Covariance {
  const isClusters = teacher === 'clusters';
  const overlap = direction.map((w, k) => (isClusters ? w * w : eta[k] * w * (eta[k] * w)));
  return covarianceOf(eta, overlap);
}

function lossOf({ parameters: { loss, threshold } }: GlmProblem): Loss {
  return { square, logistic, hinge, margin, huber: huber(threshold) }[loss];
}

function linear({ parameters }: GlmProblem, fit: Fit): Estimated {
  const { signal: power, unseen, noise, outliers, outlierNoise, loss, threshold } = parameters;
  const mixture = [
    { share: 1 - outliers, variance: noise },
    { share: outliers, variance: outlierNoise },
  ].filter(({ share }) => share > 0);
  const teacher = { power, unseen: unseen * power, noise: mixture };
  const delta = loss === 'huber' ? threshold : Number.POSITIVE_INFINITY;
  const { m, q, V, norm, excess, trainLoss, testLoss, error } = fitLinear(teacher, delta, fit);
  return {
    ...{ excess, trainLoss, testLoss, response: V, squaredNorm: norm, error },
    ...{ overlap: m, selfOverlap: q, alignment: alignment({ m, q }, power) },
  };
}

function clusters(problem: GlmProblem, fit: Fit): Estimated {
  const { signal: power, positive, intercept, loss } = problem.parameters;
  const isFitted = intercept === 'fitted';
  const { m, q, V, b, rest, norm, ...values } = fitClusters(
    { power, positive, intercept: isFitted },
    lossOf(problem),
    fit,
  );
  return {
    ...values,
    ...{ overlap: m, selfOverlap: q, squaredNorm: norm },
    ...(loss !== 'hinge' && !isFitted && { response: V }),
    ...(isFitted && { intercept: b }),
  };
}

/** With the constraint for a loss λ is a unit of V alone. */
function largest(teacher: BinaryTeacher, fit: Fit): Estimated {
  const { m, q, rest, norm, error } = fitBinary(teacher, margin, { ...fit, lambda: 1 });
  // The test error is one of signs, whatever the loss.
  const { testError } = binaryErrors(teacher, hinge, { m, q, rest, V: 1 });
  return {
    ...{ overlap: m, selfOverlap: q, squaredNorm: norm, margin: 1 / Math.sqrt(norm), error },
    ...{ alignment: alignment({ m, q }, teacher.power), testError },
  };
}

/** Beside the part of the field that the inputs tell, as if that were all: the rest is noise. */
function likelihood({ parameters: { signal, unseen } }: GlmProblem, { m, q, V }: Overlaps, alpha: number) {
  const seen = signal * (1 - unseen);
  const { slope, spread, testFactor } = likelihoodBias({ m, q, V, rest: q - (m * m) / seen }, seen, alpha);
  return { bias: slope, spread, likelihoodRatio: testFactor };
}
