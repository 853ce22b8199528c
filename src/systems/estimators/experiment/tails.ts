import type { Engine } from '../../../numeric/engine.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import type { Random } from '../../../numeric/random.ts';
import { remember } from '../../../numeric/remember.ts';
import { log } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import { cutPowerLaw } from '../cut.ts';
import type { EstimatorsProblem } from '../problem.ts';

/** ln x of Pareto samples of density x^(−α) from 1 on. */
function paretoLogs({ parameters }: EstimatorsProblem, random: Random, engine: Engine): Float64Array {
  const uniform = engine.heap.matrix(parameters.samples, 1);
  random.fillUniform(uniform);
  return Float64Array.from(uniform.values, (u) => -log(u) / (parameters.exponent - 1));
}

export function hill(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  return hillOf(paretoLogs(problem, random, engine), problem.parameters.tail);
}

/** Of the `tail` largest of these logarithms, which come in any order. */
export function hillOf(logs: Float64Array, tail: number): number {
  const sorted = logs.sort().reverse();
  return sorted.subarray(0, tail).reduce((sum, one) => sum + one - sorted[tail], 0) / tail;
}

export function powerLaw(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const logs = paretoLogs(problem, random, engine);
  return 1 + logs.length / logs.reduce((sum, one) => sum + one, 0);
}

/** Of samples a share of which is below 1, uniformly. */
export function powerLawCut(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { body } = problem.parameters;
  const logs = paretoLogs(problem, random.stream('tail'), engine);
  const below = random.stream('body');
  for (let i = 0; body > 0 && i < logs.length; i++) if (below.uniform() < body) logs[i] = log(below.uniform());
  return cutPowerLaw(logs.sort().reverse()).exponent;
}

/** Whole numbers whose probabilities are tabled; larger ones are searched for. */
const TABLED = 2000;

/** P(X ≥ x₀ + i) of whole numbers with a power law, i = 0 … */
const survivals = remember(
  ({ exponent, smallest }: { exponent: number; smallest: number }) => {
    const total = hurwitzZeta(exponent, smallest);
    return Float64Array.from({ length: TABLED }, (_, i) => hurwitzZeta(exponent, smallest + i) / total);
  },
  ({ exponent, smallest }) => `${exponent} ${smallest}`,
);

/** The mean of ln x of whole numbers x ≥ x₀ of probability x^(−α)/ζ(α, x₀), by inversion. */
function meanLog({ parameters }: EstimatorsProblem, random: Random): number {
  const { samples, exponent, smallest } = parameters;
  const table = survivals({ exponent, smallest });
  const total = hurwitzZeta(exponent, smallest);
  const survival = (i: number) => (i < TABLED ? table[i] : hurwitzZeta(exponent, smallest + i) / total);
  let sum = 0;
  for (let done = 0; done < samples; done++) {
    // The largest i with P(X ≥ x₀ + i) > u.
    const u = random.uniform();
    let [low, high] = [0, 1];
    while (survival(high) > u) [low, high] = [high, 2 * high];
    // Large numbers are far apart: there is none between beyond 2^53.
    for (;;) {
      const middle = Math.floor((low + high) / 2);
      if (middle <= low || middle >= high) break;
      if (survival(middle) > u) low = middle;
      else high = middle;
    }
    sum += log(smallest + low);
  }
  return sum / samples;
}

/** By maximum likelihood. */
export function zeta(problem: EstimatorsProblem, random: Random): number {
  const mean = meanLog(problem, random);
  const { smallest } = problem.parameters;
  return leastOnRange((alpha) => alpha * mean + log(hurwitzZeta(alpha, smallest)), [1.01, 20], 60).at;
}

export function halfShift(problem: EstimatorsProblem, random: Random): number {
  return 1 + 1 / (meanLog(problem, random) - log(problem.parameters.smallest - 0.5));
}
