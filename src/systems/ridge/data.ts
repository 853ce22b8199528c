import type { Dataset } from '../../data/dataset.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { prepareModes } from '../../random-matrices/modes.ts';
import type { RidgeParameters } from './parameters.ts';
import type { DataPopulation } from './problem.ts';

/**
 * The population that a file is, as `labels` reads it. Throws `BadInput` for files that say too
 * little, and for no rows left to test on.
 */
export function eigenbasisOf(
  { labels, samples, testSpectrum }: RidgeParameters,
  data: Dataset,
  engine: Engine,
): DataPopulation {
  if (testSpectrum !== 'same')
    throw new BadInput('testSpectrum cannot be combined with data: the test set is the rest of the file');
  const population = remembered({ data, labels, engine });
  if (samples >= population.rows)
    throw new BadInput(
      `samples is ${samples}, but ${data.name} has ${population.rows} rows; leave some to test on: samples below ${population.rows}`,
    );
  return population;
}

interface DataReading {
  data: Dataset;
  labels: RidgeParameters['labels'];
  engine: Engine;
}

const remembered = remember(inEigenbasis, ({ data, labels, engine }) => `${data.sha256} ${labels} ${engine.name}`);

/**
 * Centres inputs and labels, scales the inputs by one common factor to a mean variance of 1 per
 * direction, and rotates them into the eigenbasis. The noise is the residual variance of least
 * squares on all rows, unbiased: divided by rows − rank − 1.
 */
function inEigenbasis({ data, labels: reading, engine }: DataReading): DataPopulation {
  const { name } = data;
  const { rows, features, outputs, inputs: raw, labels } = readSupervised(data, reading);
  return engine.heap.scope(() => {
    const { heap } = engine;
    const original = heap.matrixFrom(rows, features, raw);
    const vectors = heap.matrix(features, features);
    engine.syrk({ a: original, transpose: true, c: vectors, alpha: 1 / rows });
    const values = engine.eigh(vectors, { vectors: true });
    // Ascending: what is kept are the last rows of the eigenvectors, which are turned around.
    const kept = [...values.keys()].filter((k) => values[k] > 1e-12 * values[features - 1]).reverse();
    const modes = kept.length;
    if (modes === 0)
      throw new BadInput(`the inputs of ${name} are all constant, so there is nothing to learn from them`);
    if (rows < modes + 3)
      throw new BadInput(
        `${name} has ${rows} rows for ${modes} input directions; more than ${features + 2} rows are always enough`,
      );
    const unit = kept.reduce((sum, k) => sum + values[k], 0) / modes;
    const basis = heap.matrix(modes, features);
    for (const [m, k] of kept.entries())
      basis.values.set(vectors.values.subarray(k * features, (k + 1) * features), m * features);
    const rotated = heap.matrix(rows, modes);
    engine.gemm({ a: original, b: basis, transposeB: true, c: rotated, alpha: 1 / Math.sqrt(unit) });

    const eta = Float64Array.from(kept, (k) => values[k] / unit);
    const overlap = heap.matrix(modes, outputs);
    const targets = heap.matrixFrom(rows, outputs, labels);
    engine.gemm({ a: rotated, transposeA: true, b: targets, c: overlap, alpha: 1 / rows });
    const fittedPower = new Float64Array(modes);
    for (let m = 0; m < modes; m++)
      for (let c = 0; c < outputs; c++) fittedPower[m] += overlap.values[m * outputs + c] ** 2 / eta[m];
    const explained = fittedPower.reduce((sum, value) => sum + value, 0);
    const variance = labels.reduce((sum, value) => sum + value ** 2, 0) / rows;
    const noise = (Math.max(0, variance - explained) * rows) / (rows - modes - 1);
    const weights = fittedPower.map((value, m) => Math.sqrt(Math.max(0, value - noise / rows) / eta[m]));
    const power = eta.map((value, m) => value * weights[m] ** 2);
    const totalPower = power.reduce((sum, one) => sum + one, 0);
    const population = { eta, modes: prepareModes(eta), weights, power, totalPower, testEta: eta, unseen: 0 };
    const inputs = Float64Array.from(rotated.values);
    return { kind: 'data', ...population, noise, rows, outputs, fittedPower, inputs, labels };
  });
}
