import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp, log } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { ImplicitBiasObservable } from '../observables.ts';
import type { ImplicitBiasProblem } from '../problem.ts';
import { descend } from './descent.ts';
import { DiagonalNetwork } from './diagonal.ts';
import { MatrixFactor } from './matrix.ts';

/**
 * One training to zero loss; with label noise one more for each walk along the minima. Throws as
 * `descend`.
 */
export function runTrial(
  problem: ImplicitBiasProblem,
  { random, engine, reporter }: TrialContext<ImplicitBiasObservable>,
): Trial<ImplicitBiasObservable> {
  return engine.heap.scope(() => {
    const largest = topEigenvalue(problem, engine);
    const { parameters, y, noise } = problem;
    if (parameters.model === 'matrix') {
      const factor = new MatrixFactor(problem, largest, random.stream('basis'), engine);
      descend(factor, y, () => reporter.check());
      return { observables: { ...measured(factor.eigenvalues()), trace: factor.trace() } };
    }
    const network = new DiagonalNetwork(problem, largest);
    descend(network, y, () => reporter.check());
    if (noise) {
      walk(network, y, noise, random.stream('noise'), () => reporter.check());
      descend(network, y, () => reporter.check());
    }
    return {
      observables: {
        ...measured(network.beta),
        trace: network.trace(),
        ...(parameters.depth === 2 && { effectiveScale: effectiveScale(network) }),
      },
    };
  });
}

/** SGD along the minima: each step on one datum, with its label wrong by ±σ. */
function walk(
  network: DiagonalNetwork,
  y: Float64Array,
  { step, sigma, steps }: NonNullable<ImplicitBiasProblem['noise']>,
  random: Random,
  check: () => void,
): void {
  for (let s = 0; s < steps; s++) {
    if (s % 64 === 0) check();
    const k = Math.floor(random.uniform() * y.length);
    const label = y[k] + (random.uniform() < 0.5 ? sigma : -sigma);
    network.stepOn(k, step * (network.output(k) - label));
  }
}

function measured(solution: Float64Array) {
  let [sum, squares] = [0, 0];
  for (const one of solution) {
    sum += Math.abs(one);
    squares += one * one;
  }
  return { solution, norm1: sum, norm2: Math.sqrt(squares) };
}

/** The geometric mean of √|u_i v_i|. */
function effectiveScale({ u, v }: DiagonalNetwork): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += log(Math.abs(u[i] * v[i]));
  return exp(sum / (2 * u.length));
}

/** Of XXᵀ/n. */
function topEigenvalue({ X }: ImplicitBiasProblem, engine: Engine): number {
  const n = X.length;
  const gram = X.flatMap((a) => X.map((b) => a.reduce((sum, one, i) => sum + (one * b[i]) / n, 0)));
  return engine.heap.scope(() => engine.eigh(engine.heap.matrixFrom(n, n, gram))[n - 1]);
}
