import type { Engine } from '../../../numeric/engine.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { log } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import { cutPowerLaw } from '../cut.ts';
import type { EstimatedFile } from '../file.ts';
import type { EstimatorsParameters } from '../parameters.ts';
import { dimensionOf, nearestAmong } from './neighbours.ts';
import { levelOf } from './regression.ts';
import { ratiosOf } from './spectrum.ts';
import { hillOf } from './tails.ts';

/** Draws rows of a file, each once, and estimates from them. */
export function estimateFromFile(
  file: EstimatedFile,
  parameters: EstimatorsParameters,
  random: Random,
  engine: Engine,
): number {
  const { estimator, samples, neighbours, tail } = parameters;
  const chosen = random.choose(samples, file.rows);
  switch (file.kind) {
    case 'cloud': {
      const ratios = ratiosOf(gathered(file.inputs, file.columns, chosen, engine), engine);
      return estimator === 'participation-ratio' ? ratios.unbiased : ratios.sample;
    }
    case 'points': {
      const { columns } = file;
      const x = Float64Array.from(gathered(file.inputs, columns, chosen, engine).values);
      const k = estimator === 'two-nn' ? 2 : neighbours;
      return dimensionOf(
        nearestAmong(samples, k, (i, j) => squaredDistance(x, columns, i, j)),
        k,
        estimator === 'two-nn',
      );
    }
    case 'regression': {
      const inputs = gathered(file.inputs, file.columns, chosen, engine);
      return levelOf({ inputs, labels: gathered(file.labels, file.outputs, chosen, engine) }, estimator, engine);
    }
    case 'numbers': {
      const logs = Float64Array.from(chosen, (i) => file.logs[i]);
      if (estimator === 'hill') return hillOf(logs, tail);
      if (estimator === 'power-law-cut') return cutPowerLaw(logs.sort().reverse()).exponent;
      const mean = logs.reduce((sum, one) => sum + one, 0) / samples;
      if (estimator === 'zeta')
        return leastOnRange((alpha) => alpha * mean + log(hurwitzZeta(alpha, file.from)), [1.01, 20], 60).at;
      return 1 + 1 / (mean - log(estimator === 'power-law' ? file.from : file.from - 0.5));
    }
  }
}

function gathered(values: Float64Array, columns: number, chosen: Int32Array, engine: Engine): Matrix {
  const rows = engine.heap.matrix(chosen.length, columns);
  for (const [at, i] of chosen.entries())
    rows.values.set(values.subarray(i * columns, (i + 1) * columns), at * columns);
  return rows;
}

function squaredDistance(x: Float64Array, columns: number, i: number, j: number): number {
  let square = 0;
  for (let c = 0; c < columns; c++) {
    const apart = x[i * columns + c] - x[j * columns + c];
    square += apart * apart;
  }
  return square;
}
