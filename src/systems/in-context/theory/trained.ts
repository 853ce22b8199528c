import type { Engine } from '../../../numeric/engine.ts';
import { createRandom } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';

/** Contexts that are drawn anew for every step of training, at finite sizes. */
export interface Population {
  /** d, of inputs N(0, I/d) and of tasks. */
  dimension: number;
  /** l, examples in a context of training, and in one of the test. */
  length: number;
  testLength: number;
  /** k tasks w ~ N(0, I), brought to a mean square of d; `Infinity` for one for each context. */
  tasks: number;
  /** ρ. */
  noise: number;
}

export interface PopulationErrors {
  icl: number;
  idg: number;
  /** Relative: what sets of tasks that are drawn for the mean leave open. */
  error: number;
}

/**
 * Normal numbers that sets of tasks are drawn from, and how many sets there are at most and least.
 */
const NUMBERS = 2e5;
const SETS = { most: 4000, least: 16 };

/** Sets of tasks that the mean is over. */
export function setsOf({ dimension, tasks }: Pick<Population, 'dimension' | 'tasks'>): number {
  if (!Number.isFinite(tasks)) return 0;
  return Math.min(SETS.most, Math.max(SETS.least, Math.ceil(NUMBERS / (dimension * tasks))));
}

/**
 * Mean squared errors of the best linear attention ŷ = xᵀΓh, which training on endless contexts
 * ends in, exact for these sizes. With the second moment W of the tasks, of trace d,
 *
 *     Γ = WR⁻¹,  R = E hhᵀ = (1 + 1/l) W + x₀,  x₀ = (1 + ρ) d/l,
 *     e_IDG = ρ + ⟨W − 2ΓW + Γ²R′⟩,  e_ICL = ρ + ⟨1 − 2Γ + Γ²(1 + 1/l′ + x₀′)⟩,
 *
 * primes those of the test. For endless tasks W = 1; else a mean over sets of them. One step of
 * gradient descent on the context, preconditioned.
 *
 * Source: Ahn et al. 2023 (2306.00297), Zhang, Frei & Bartlett 2023 (2306.09927), with their
 * population of tasks replaced by k of them.
 */
export function populationErrors(population: Population, engine: Engine): PopulationErrors {
  const { dimension: d, tasks: k } = population;
  if (!Number.isFinite(k)) return { ...errorsOf(new Float64Array(d).fill(1), population), error: 1e-14 };
  const { heap } = engine;
  const sets = setsOf(population);
  const random = createRandom('sets of tasks');
  const sum = { icl: 0, idg: 0 };
  const squares = { icl: 0, idg: 0 };
  heap.scope(() => {
    const weights = heap.matrix(k, d);
    const size = Math.min(k, d);
    const moment = heap.matrix(size, size);
    for (let set = 0; set < sets; set++) {
      random.fillNormal(weights);
      engine.syrk({ a: weights, transpose: k >= d, c: moment, alpha: 1 });
      const values = engine.eigh(moment);
      const trace = values.reduce((total, one) => total + one, 0);
      const spectrum = new Float64Array(d);
      values.forEach((one, i) => {
        spectrum[i] = (Math.max(0, one) * d) / trace;
      });
      const errors = errorsOf(spectrum, population);
      for (const name of ['icl', 'idg'] as const) {
        sum[name] += errors[name] / sets;
        squares[name] += squared(errors[name]) / sets;
      }
    }
  });
  const open = (name: 'icl' | 'idg') =>
    (3 * Math.sqrt(Math.max(0, squares[name] - squared(sum[name])) / sets)) / sum[name];
  return { ...sum, error: 1e-14 + Math.max(open('icl'), open('idg')) };
}

/** Of tasks whose second moment has this spectrum, of sum d. */
function errorsOf(spectrum: Float64Array, { dimension: d, length, testLength, noise }: Population) {
  const [x0, x0Test] = [length, testLength].map((l) => ((1 + noise) * d) / l);
  let [icl, idg] = [0, 0];
  for (const w of spectrum) {
    const g = w / ((1 + 1 / length) * w + x0);
    icl += 1 - 2 * g + g * g * (1 + 1 / testLength + x0Test);
    idg += w - 2 * g * w + g * g * ((1 + 1 / testLength) * w + x0Test);
  }
  return { icl: noise + icl / d, idg: noise + idg / d };
}
