import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { Sizes } from '../problem.ts';
import { summaryMoment, type Tasks } from './contexts.ts';

export interface Pretraining {
  sizes: Sizes;
  noise: number;
  ridge: number;
  /** Undefined where each context has a task of its own. */
  tasks: Tasks | undefined;
}

interface Tools {
  engine: Engine;
  random: Random;
  check: () => void;
}

/**
 * Γ (d × d) of the linear attention ŷ = xᵀΓh that training ends in, in the heap's present scope.
 */
export function pretrain(pretraining: Pretraining, tools: Tools): Matrix {
  const isEndless = pretraining.sizes.contexts === Number.POSITIVE_INFINITY;
  return isEndless ? solveForAllContexts(pretraining, tools) : fitToContexts(pretraining, tools);
}

/** Γ (E[hhᵀ] + λ) = W, the minimum of the loss over all contexts of these tasks. */
function solveForAllContexts({ sizes, noise, ridge, tasks }: Pretraining, { engine }: Tools): Matrix {
  const d = sizes.dimension;
  const { heap } = engine;
  const gamma = heap.matrix(d, d);
  if (tasks) gamma.values.set(tasks.second.values);
  else for (let i = 0; i < d; i++) gamma.values[i * (d + 1)] = 1;
  const { factor, level } = summaryMoment(gamma, { length: sizes.length, noise });
  heap.scope(() => {
    const moment = heap.matrix(d, d);
    for (let i = 0; i < d * d; i++) moment.values[i] = factor * gamma.values[i];
    for (let i = 0; i < d; i++) moment.values[i * (d + 1)] += level + ridge;
    engine.cholesky(moment);
    // Γ is symmetric, being a function of W.
    engine.solveCholesky(moment, gamma);
  });
  return gamma;
}

/** Ridge regression of the labels of real queries on the d² features x ⊗ h. */
function fitToContexts({ sizes, noise, ridge, tasks }: Pretraining, { engine, random, check }: Tools): Matrix {
  const { dimension: d, length, contexts: n } = sizes;
  const { heap } = engine;
  const gamma = heap.matrix(d, d);
  heap.scope(() => {
    const features = heap.matrix(n, d * d);
    const labels = heap.matrix(n, 1);
    const draw = drawContexts(d, length, noise, engine, random.stream('contexts'));
    const own = random.stream('own tasks');
    const task = heap.matrix(1, d);
    const choice = random.stream('choice');
    for (let i = 0; i < n; i++) {
      if (i % 64 === 0) check();
      if (tasks) {
        const a = Math.floor(tasks.weights.rows * choice.uniform());
        task.values.set(tasks.weights.values.subarray(a * d, (a + 1) * d));
      } else own.fillNormal(task);
      const { summary, query, label } = draw(task.values);
      labels.values[i] = label;
      const row = features.values.subarray(i * d * d, (i + 1) * d * d);
      for (let p = 0; p < d; p++) for (let q = 0; q < d; q++) row[p * d + q] = query[p] * summary[q];
    }
    check();
    const words = { matrix: 'the Gram matrix of the features', advice: 'a larger ridge, or fewer or more contexts' };
    // fitRidge divides the squares by n, and so the ridge here.
    const { coefficients } = fitRidge({ inputs: features, labels, ridge: ridge / d, words }, engine);
    gamma.values.set(coefficients.values);
  });
  return gamma;
}

/**
 * Draws contexts of a task w: l examples and a query x ~ N(0, I/d) with labels x·w + √ρ ε. Gives
 * h = (d/l) Σ y x of the examples, and the query with its label; all are overwritten by the next.
 */
function drawContexts(d: number, l: number, noise: number, { heap }: Engine, random: Random) {
  const inputs = heap.matrix(l + 1, d);
  const errors = heap.matrix(l + 1, 1);
  const summary = new Float64Array(d);
  const [deviation, unit] = [Math.sqrt(noise), 1 / Math.sqrt(d)];
  return (w: ArrayLike<number>) => {
    random.fillNormal(inputs);
    random.fillNormal(errors);
    const x = inputs.values;
    summary.fill(0);
    let label = 0;
    for (let i = 0; i <= l; i++) {
      let product = 0;
      for (let j = i * d; j < (i + 1) * d; j++) {
        x[j] *= unit;
        product += x[j] * w[j - i * d];
      }
      label = product + deviation * errors.values[i];
      if (i < l) for (let j = 0; j < d; j++) summary[j] += (d / l) * label * x[i * d + j];
    }
    return { summary, query: x.subarray(l * d, (l + 1) * d), label };
  };
}
