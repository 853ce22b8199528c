import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { fillOrthonormal } from '../../../networks/online-descent.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp, log } from '../../../numeric/special.ts';
import type { Problem } from '../problem.ts';
import { balancedPair, rotatedStart } from '../start.ts';

/** Rows are the teacher's singular vectors, and with them the rest of an orthonormal basis. */
export interface Bases {
  output: Matrix;
  input: Matrix;
}

/** Uniformly random bases of outputs and inputs. */
export function drawBases({ inputs, outputs }: Problem, random: Random, engine: Engine): Bases {
  return {
    output: orthonormalRows(outputs, outputs, random.stream('output modes'), engine),
    input: orthonormalRows(inputs, inputs, random.stream('input modes'), engine),
  };
}

/**
 * As many samples as there are inputs, √λ_k v_k with the label s_k u_k/√λ_k, zero where the teacher
 * has no mode: they have the population's Σ_xx = Σ_k λ_k v_k v_kᵀ and Σ_yx = Σ_k s_k u_k v_kᵀ, so
 * that the squared error summed over them is the population loss.
 */
export function drawSamples(
  { modes, inputs, outputs, inputVariances }: Problem,
  { input, output }: Bases,
  engine: Engine,
): { samples: Matrix; labels: Matrix } {
  const samples = engine.heap.matrix(inputs, inputs);
  const labels = engine.heap.matrix(inputs, outputs);
  const [x, y, v, u] = [samples.values, labels.values, input.values, output.values];
  for (let k = 0; k < inputs; k++) {
    const deviation = Math.sqrt(inputVariances[k]);
    for (let i = k * inputs; i < (k + 1) * inputs; i++) x[i] = deviation * v[i];
    if (k < modes.length) for (let o = k * outputs; o < (k + 1) * outputs; o++) y[o] = (modes[k].s / deviation) * u[o];
  }
  return { samples, labels };
}

/** The network, with its layers W_1 to W_L as they are at the start. */
export function drawNetwork(problem: Problem, bases: Bases, random: Random, engine: Engine): Network {
  const { start, inputs, outputs, hidden, depth, a0, imbalance, modes } = problem;
  const sizes = [inputs, ...new Array<number>(depth - 1).fill(hidden), outputs];
  const network = new Network(engine, fullyConnected({ sizes, activation: 'linear', biases: false }));
  const layers = network.parameters.map(({ value }) => value);
  if (start === 'gaussian') {
    const deviation = Math.sqrt((2 * a0) / hidden);
    layers.forEach((layer, l) => {
      random.stream('weights', l).fillNormal(layer);
      const values = layer.values;
      for (let i = 0; i < values.length; i++) values[i] *= deviation;
    });
    return network;
  }
  // Between the modes of two neighbouring layers: each layer has r directions of its own, and a
  // matrix in their bases.
  const rank = modes.length;
  const between = Array.from({ length: depth - 1 }, (_, l) =>
    orthonormalRows(rank, hidden, random.stream('hidden', l), engine),
  );
  const directions = [bases.input, ...between, bases.output];
  coresOf(start, { modes, depth, a0, imbalance, angle: problem.angle }).forEach((core, l) => {
    addOuter(directions[l + 1], core, directions[l], layers[l]);
  });
  return network;
}

/** Each layer in the bases of its modes, r × r. */
function coresOf(
  start: 'aligned' | 'rotated',
  problem: Pick<Problem, 'modes' | 'depth' | 'a0' | 'imbalance' | 'angle'>,
): Float64Array[] {
  const { modes, depth, a0, imbalance } = problem;
  if (start === 'rotated') {
    const { first, second } = rotatedStart(problem);
    return [first, second];
  }
  const rank = modes.length;
  const scaled = (factor: number) =>
    Float64Array.from({ length: rank * rank }, (_, i) => (i % (rank + 1) === 0 ? factor : 0));
  if (depth > 2) return Array.from({ length: depth }, () => scaled(exp(log(a0) / depth)));
  const { u, v } = balancedPair(a0, imbalance);
  return [scaled(u), scaled(v)];
}

/** layer += Σ_ab core_ab out_a in_bᵀ, over the first rows of two bases. */
function addOuter(out: Matrix, core: Float64Array, into: Matrix, layer: Matrix): void {
  const rank = Math.sqrt(core.length);
  const [values, x, y] = [layer.values, out.values, into.values];
  for (let a = 0; a < rank; a++)
    for (let b = 0; b < rank; b++) {
      if (core[a * rank + b] === 0) continue;
      for (let i = 0; i < out.columns; i++)
        for (let j = 0; j < into.columns; j++)
          values[i * into.columns + j] += core[a * rank + b] * x[a * out.columns + i] * y[b * into.columns + j];
    }
}

function orthonormalRows(count: number, dimension: number, random: Random, engine: Engine): Matrix {
  const rows = engine.heap.matrix(count, dimension);
  fillOrthonormal(random, rows);
  return rows;
}
