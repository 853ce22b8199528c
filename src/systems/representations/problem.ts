import { remember } from '../../numeric/remember.ts';
import { type TrainingData, trainingData } from '../shared/training-data.ts';
import { type HiddenLayer, hiddenLayers, type Layers } from './kernels.ts';
import type { RepresentationsParameters } from './parameters.ts';

/** What theory and experiment both start from. */
export interface RepresentationsProblem {
  parameters: RepresentationsParameters;
  /** Digits that are compared, n × d row by row, each centred and of squared length d. */
  inputs: Float64Array;
  /** What the networks tend to with their width, layer by layer. */
  layers: HiddenLayer[];
  /** The same of the other network; empty where there is none, or it is not fully connected. */
  otherLayers: HiddenLayer[];
}

export function prepare(parameters: RepresentationsParameters): RepresentationsProblem {
  const { depth, activation, weightVariance, inputs: n, other, otherDepth } = parameters;
  const { data, compared } = splitDigits(n);
  const inputs = normalised(data, compared);
  const layersDown = (to: number) => layersOf({ inputs, n, activation, depth: to, weightVariance });
  const otherLayers = other === 'fully-connected' ? layersDown(otherDepth) : [];
  return { parameters, inputs, layers: layersDown(depth), otherLayers };
}

/** The bundled digits, and which rows are compared: n of them, evenly. */
export function splitDigits(n: number): { data: TrainingData; compared: number[] } {
  const data = trainingData({ labels: 'classes', missing: 'refuse' });
  return { data, compared: Array.from({ length: n }, (_, i) => Math.floor((i * data.rows) / n)) };
}

/** These rows, each stretched to the squared length d: a wide network then treats them alike. */
export function normalised({ inputs, features: d }: TrainingData, rows: ArrayLike<number>): Float64Array {
  const result = new Float64Array(rows.length * d);
  for (let i = 0; i < rows.length; i++) {
    const row = inputs.subarray(rows[i] * d, (rows[i] + 1) * d);
    const factor = Math.sqrt(d / row.reduce((sum, one) => sum + one * one, 0));
    for (let k = 0; k < d; k++) result[i * d + k] = factor * row[k];
  }
  return result;
}

const layersOf = remember(
  ({ inputs, n, ...layers }: Layers & { inputs: Float64Array; n: number }) => hiddenLayers(inputs, n, layers),
  ({ n, activation, depth, weightVariance }) => `${n} ${activation} ${depth} ${weightVariance}`,
  8,
);
