import type { Dataset } from '../../data/dataset.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { remember } from '../../numeric/remember.ts';
import { log, power, squared } from '../../numeric/special.ts';
import { count, plain, plainMost } from '../../statistics/sentences.ts';
import type { Preparation } from '../contract.ts';
import { inputOptions } from '../shared/fields.ts';
import { principalAxes } from '../shared/file-population.ts';
import { trainingData } from '../shared/training-data.ts';
import type { SslParameters } from './parameters.ts';

/** A population of pairs, in the eigenbasis of its cross-moment Γ. */
export interface PairPopulation {
  /** γ_j of Γ, the largest first; all positive. */
  gamma: Float64Array;
  /** E s_j²s_k² of what two views share, the first `embedding` rows, row-major. */
  fourth: Float64Array;
  /** Of a file: its rows in that basis, row-major. */
  rows?: Float64Array;
}

export interface SslProblem extends PairPopulation {
  parameters: SslParameters;
  /** d × D, row by row, over their size σ: those of all trials, where they are not redrawn. */
  weights?: Float64Array;
  /** At which training is looked at, ascending. */
  times: Float64Array;
}

const LOOKS = 24;
/** More steps than there is time for. */
const MOST_STEPS = 1e6;
/** γσ² of a mode that could as well be learned already. */
const MOST_START = 0.01;
/** Of more numbers in a row the covariance would be too large for a machine's patience. */
const MOST_FEATURES = 1024;

/** Throws `BadInput` for steps that diverge, starts that are not small, too many outputs. */
export function prepare(parameters: SslParameters, { engine }: Preparation): SslProblem {
  const { embedding, initial, rate, duration } = parameters;
  const population = populationOf(parameters, engine);
  const { gamma } = population;
  if (embedding > gamma.length)
    throw new BadInput(
      `embedding is ${embedding}, but inputs vary in ${count(gamma.length, 'direction')}, and no more can be learned: take at most ${gamma.length}`,
    );
  if (rate * gamma[0] >= 0.25)
    throw new BadInput(
      `rate is ${rate}, at which gradient descent on the largest eigenvalue γ=${plain(gamma[0], 3)} oscillates without end: take less than 1/4γ, ${plainMost(0.25 / gamma[0], 3)}`,
    );
  const longest = Math.sqrt(MOST_START / gamma[0]);
  if (initial > longest)
    throw new BadInput(
      `initial is ${initial}, where the theory is of small starts: take at most ${plainMost(longest, 2)}`,
    );
  const last = gamma[embedding - 1];
  const end = (duration * -log(squared(initial) * last)) / (8 * last);
  const steps = end / rate;
  if (steps < 2 * LOOKS || steps > MOST_STEPS)
    throw new BadInput(
      `duration is ${duration}, which is ${plain(steps, 3)} steps of rate=${rate}, where ${2 * LOOKS} to ${MOST_STEPS} are allowed: take another rate, or ${steps > MOST_STEPS ? 'fewer outputs' : 'a longer duration'}`,
    );
  const times = Float64Array.from({ length: LOOKS }, (_, i) => rate * Math.round((steps * (i + 1)) / LOOKS));
  const weights = weightsOf(parameters, gamma.length, engine);
  return { parameters, ...population, ...(weights && { weights }), times };
}

function weightsOf({ start, task, embedding: d }: SslParameters, D: number, { heap }: Engine) {
  if (start === 'redrawn') return undefined;
  if (start === 'aligned')
    return Float64Array.from({ length: d * D }, (_, at) => (at % D === Math.floor(at / D) ? 1 : 0));
  return heap.scope(() => {
    const drawn = heap.matrix(d, D);
    createRandom(task).stream('ssl-steps').fillNormal(drawn);
    return Float64Array.from(drawn.values);
  });
}

function populationOf(parameters: SslParameters, engine: Engine): PairPopulation {
  const { data, spectrum, dimension, decay, embedding } = parameters;
  if (data) return filePopulation({ parameters: { ...parameters, data }, engine });
  const gamma = Array.isArray(spectrum)
    ? Float64Array.from(spectrum).sort().reverse()
    : Float64Array.from({ length: dimension }, (_, k) => power(k + 1, -decay));
  const D = gamma.length;
  const fourth = Float64Array.from({ length: embedding * D }, (_, at) => {
    const [j, k] = [Math.floor(at / D), at % D];
    return gamma[j] * gamma[k] * (j === k ? 3 : 1);
  });
  return { gamma, fourth };
}

/** Noise of mean 0 leaves the covariance of the rows for Γ. */
const filePopulation = remember(
  ({ parameters, engine }: { parameters: SslParameters & { data: Dataset }; engine: Engine }): PairPopulation => {
    const { name, rows, features, inputs } = trainingData({ ...parameters, inputsOnly: true });
    if (features > MOST_FEATURES)
      throw new BadInput(
        `${name} has ${features} numbers a row, but at most ${MOST_FEATURES} are learned: leave columns out with without=…`,
      );
    return engine.heap.scope(() => {
      const original = engine.heap.matrixFrom(rows, features, inputs);
      const { eta, unit, basis } = principalAxes(original, rows, engine);
      const D = eta.length;
      const rotated = engine.heap.matrix(rows, D);
      engine.gemm({ a: original, b: basis, transposeB: true, c: rotated, alpha: 1 / Math.sqrt(unit * eta[0]) });
      const squares = engine.heap.matrix(rows, D);
      const values = Float64Array.from(rotated.values);
      for (let at = 0; at < values.length; at++) squares.values[at] = squared(values[at]);
      const products = engine.heap.matrix(D, D);
      engine.syrk({ a: squares, transpose: true, c: products, alpha: 1 / rows });
      return { gamma: eta.map((one) => one / eta[0]), fourth: Float64Array.from(products.values), rows: values };
    });
  },
  ({ parameters, engine }) => `${parameters.data.sha256} ${JSON.stringify(inputOptions(parameters))} ${engine.name}`,
);
