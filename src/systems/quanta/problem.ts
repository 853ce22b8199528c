import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import { plain } from '../../statistics/sentences.ts';
import { FEWEST_EXAMPLES, type QuantaParameters } from './parameters.ts';

/** A list of quanta, and the sizes at which a learner is looked at. */
export interface QuantaProblem {
  parameters: QuantaParameters;
  /** 1 + α: p_k ∝ k^(−β). */
  beta: number;
  /** K, or `Infinity`. */
  quanta: number;
  /** Σ k^(−β) over all quanta. */
  total: number;
  /** Numbers of examples after which the learner is tested, ascending. */
  sizes: number[];
  /** Numbers of quanta that a learner has room for, ascending. */
  capacities: number[];
  /** Those of the sizes for which a trial has examples for 32 learners. */
  fewer: number[];
  /** Ranks of the quanta whose own losses are followed. */
  ranks: number[];
}

/** Of equal sizes, sharing the examples of a trial. */
export const MOST_LEARNERS = 32;
const PER_DECADE = 5;
const RANKS = [1, 3, 10, 30, 100, 300];

/** Throws `BadInput` for a rate at which learning overshoots. */
export function prepare(parameters: QuantaParameters): QuantaProblem {
  const { exponent, examples, learner, rate, depth } = parameters;
  if (learner === 'gradient' && rate * depth > 1)
    throw new BadInput(
      `rate is ${rate}, but must be at most 1/depth = ${plain(1 / depth, 3)}, where steps begin to overshoot: choose a lower rate`,
    );
  const beta = 1 + exponent;
  const quanta = parameters.quanta === 'infinite' ? Number.POSITIVE_INFINITY : parameters.quanta;
  const all = hurwitzZeta(beta, 1);
  const total = quanta === Number.POSITIVE_INFINITY ? all : all - hurwitzZeta(beta, quanta + 1);
  // As far as a quantum that is met once.
  const most = Math.max(2, Math.min(quanta - 1, Math.round(power(examples / total, 1 / beta))));
  const sizes = logarithmicSteps(PER_DECADE, examples).filter((size) => size >= FEWEST_EXAMPLES);
  return {
    parameters,
    beta,
    quanta,
    total,
    sizes,
    fewer: sizes.filter((size, i) => i === 0 || size * MOST_LEARNERS <= examples),
    capacities: logarithmicSteps(PER_DECADE, most).filter((capacity) => capacity > 0),
    ranks: RANKS.filter((rank) => rank === 1 || (rank <= quanta && examples * power(rank, -beta) >= total)),
  };
}
