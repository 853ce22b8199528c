import { exp, log, squared } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SslObservable } from '../observables.ts';
import type { SslProblem } from '../problem.ts';
import { misalignment, relativeScatter, sampledEigenvalue, TOO_SCATTERED } from './samples.ts';
import { halfTimeAfter, outputsInTurn, restAfter, turnedTowards } from './steps.ts';

/** Means over samples of pairs and, where they are redrawn, over starts. */
export function predict(problem: SslProblem): Prediction<SslObservable> {
  const { times, gamma, fourth, weights, parameters } = problem;
  const { pairs, embedding: d, start, varying, rate, initial } = parameters;
  const population = { gamma, fourth, varying };
  if (relativeScatter(population, pairs, d) > TOO_SCATTERED) return { observables: {} };
  const left = weights && outputsInTurn(weights, d).map((row, j) => row[j]);
  const loss = new Float64Array(times.length);
  const eigenvalue = new Float64Array(times.length * d);
  const halfTime = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    const { mean, variance } = sampledEigenvalue(population, pairs, j);
    const starts = left ? [{ value: 2 * log(left[j]), weight: 1 }] : logChiSquares(d - j);
    for (const eigen of logNormal(gamma[j], mean, variance))
      for (const { value: shift, weight } of starts) {
        const w = eigen.weight * weight;
        // Starts beyond ½ have no weight: the problem has small ones alone.
        const c = Math.min(0.5, eigen.value * squared(initial) * exp(shift));
        const mode = { gamma: eigen.value, rate, logit: log(c / (1 - c)) };
        halfTime[j] += w * halfTimeAfter(mode);
        for (let i = 0; i < times.length; i++) {
          const rest = restAfter(mode, times[i]);
          eigenvalue[i * d + j] += w * (1 - rest);
          loss[i] += w * squared(rest);
        }
      }
  }
  const turned = (j: number, k: number) =>
    turnedTowards({ gamma: gamma[j], start: initial }, gamma[k], times[times.length - 1]);
  const outside = start === 'aligned' && d < gamma.length ? misalignment(population, pairs, d, turned) : undefined;
  return { observables: quantities<SslObservable>({ loss, halfTime, eigenvalue, misalignment: outside }, 1e-7) };
}

interface Node {
  value: number;
  weight: number;
}

/**
 * Nodes of the trapezoid rule, which is exponentially exact here: 1e-10 on a normal density at this
 * spacing.
 */
const SPACING = 0.75;
const NEGLIGIBLE = 1e-10;

/** Of an eigenvalue over samples, positive, of this mean and variance to order 1/P. */
function logNormal(gamma: number, mean: number, variance: number): Node[] {
  const relative = variance / squared(gamma);
  if (relative === 0) return [{ value: mean, weight: 1 }];
  const centre = log(gamma) + (mean / gamma - 1) - relative / 2;
  return normalised(-8, 8, (u) => ({
    value: exp(centre + Math.sqrt(relative) * SPACING * u),
    weight: exp(-squared(SPACING * u) / 2),
  }));
}

/** Of ln χ² with so many degrees of freedom; spaced by ½, which is good to 1e-9. */
function logChiSquares(degrees: number): Node[] {
  return normalised(-80, 12, (u) => ({ value: u / 2, weight: exp((degrees * u) / 4 - exp(u / 2) / 2) }));
}

function normalised(from: number, to: number, node: (u: number) => Node): Node[] {
  const nodes = Array.from({ length: to - from + 1 }, (_, i) => node(from + i));
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  const counting = nodes.filter(({ weight }) => weight > NEGLIGIBLE * total);
  return counting.map(({ value, weight }) => ({ value, weight: weight / total }));
}
