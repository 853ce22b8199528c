import { pairAverages } from '../../../numeric/activation-averages.ts';
import { activation as activationOf } from '../../../numeric/activations.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import type { HiddenLayer, Layers } from '../kernels.ts';

// How far the kernel K̂ of a random network of width N is from that of infinite width. A layer's
// neurons are independent given the layer below, so that K̂ − K = Σ_l J_L … J_{l+1} ε_l + O(1/N),
// with the scatter ε_l of N independent φφᵀ around their mean and the derivative J of one layer's
// kernel in the kernel below it.

export interface Fluctuation {
  /**
   * v = N E|δ|²/|K|², of the centred kernels, and of what of δ = K̂ − K does not only stretch K:
   * CKA with K is 1 − v/2N and that of two networks 1 − v/N, to leading order.
   */
  value: number;
  /** Relative, two standard errors of the average over neurons. */
  error: number;
}

/** Neurons at a time, and how many at least and at most. */
const BATCH = 1000;
const FEWEST = 4000;
const MOST = 120_000;

/** The relative error at which the average over a layer's neurons ends. */
const SETTLED = 0.008;

/**
 * v for the last of these layers, on inputs X (n × d, row by row). Moments of four inputs have no
 * closed form: φφᵀ is averaged over neurons drawn from `random`, until that is within 0.8 %. Layers
 * add what they scatter, pushed through the layers above.
 */
export function kernelFluctuation(
  { activation, weightVariance }: Layers,
  layers: readonly HiddenLayer[],
  inputs: Float64Array,
  engine: Engine,
  random: Random,
  { check, progress }: { check: () => void; progress: (fraction: number) => void },
): Fluctuation {
  const n = Math.sqrt(layers[0].kernel.length);
  const phi = activationOf(activation);
  const last = centred(layers[layers.length - 1].kernel, n);
  const size = inner(last, last);
  let [total, variance] = [0, 0];
  for (let l = 0; l < layers.length; l++) {
    const { kernel } = layers[l];
    const push = pushed(activation, weightVariance, layers.slice(l + 1), n);
    const root = l === 0 ? scaledInputs(inputs, n, weightVariance) : rootOf(layers[l], n, engine);
    const source = random.stream('layer', l);
    let [count, sum, squares] = [0, 0, 0];
    for (;;) {
      check();
      progress((l + count / MOST) / layers.length);
      for (const one of scatter(source.stream('batch', count))) {
        count++;
        sum += one;
        squares += one * one;
      }
      const scatterOfMean = squares / count - squared(sum / count);
      const error = 2 * Math.sqrt(scatterOfMean / count);
      if (count >= MOST || (count >= FEWEST && error < SETTLED * (total + sum / count))) break;
    }
    total += sum / count;
    variance += (squares / count - squared(sum / count)) / count;

    /** |δ_⊥|²/|K|² for each of a batch of neurons, if the layer were that neuron alone. */
    function scatter(stream: Random): number[] {
      return engine.heap.scope(() => {
        const { heap } = engine;
        const noise = heap.matrix(BATCH, root.length / n);
        stream.fillNormal(noise);
        const fields = heap.matrix(BATCH, n);
        engine.gemm({ a: noise, b: heap.matrixFrom(n, noise.columns, root), transposeB: true, c: fields });
        return Array.from({ length: BATCH }, (_, a) => across(fields.values.subarray(a * n, (a + 1) * n)));
      });
    }

    function across(fields: ArrayLike<number>): number {
      const features = Float64Array.from(fields, phi);
      const sums = new Float64Array(n);
      // Of δ over all pairs of inputs: its square, and its product with the centred kernel.
      let [squares, along] = [0, 0];
      for (let i = 0; i < n; i++) {
        const feature = features[i];
        for (let j = 0; j <= i; j++) {
          const at = i * n + j;
          let delta = feature * features[j] - kernel[at];
          if (push) {
            const lengths = feature * feature + features[j] * features[j] - 2 * kernel[0];
            delta = push.own[at] * delta + push.lengths[at] * lengths;
          }
          const twice = i === j ? 1 : 2;
          squares += twice * delta * delta;
          along += twice * delta * last[at];
          sums[i] += delta;
          if (i !== j) sums[j] += delta;
        }
      }
      const whole = sums.reduce((total, one) => total + one, 0);
      const centredSquares = squares - (2 / n) * inner(sums, sums) + squared(whole / n);
      return (centredSquares - (along * along) / size) / size;
    }
  }
  return { value: total, error: (2 * Math.sqrt(variance)) / total };
}

/**
 * v of a linear layer, of which all moments are known: PR + 1 − 2 tr K⁴/(tr K²)², with the
 * participation ratio PR = (tr K)²/tr K² of the centred kernel.
 */
export function linearFluctuation(kernel: Float64Array, n: number): number {
  const last = centred(kernel, n);
  const square = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      square[i * n + j] = inner(last.subarray(i * n, (i + 1) * n), last.subarray(j * n, (j + 1) * n));
  const size = inner(last, last);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += last[i * (n + 1)];
  return (trace * trace) / size + 1 - (2 * inner(square, square)) / squared(size);
}

/** The cosine of two kernels (n × n) after centring, which is their CKA. */
export function alignment(first: Float64Array, second: Float64Array, n: number): number {
  const [a, b] = [first, second].map((kernel) => centred(kernel, n));
  return inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b));
}

/**
 * J_L … J_{l+1}: (Jδ)_ij = own_ij δ_ij + lengths_ij (δ_ii + δ_jj). A layer with the pair function
 * T(q, q′, k) of variances and covariance has own = σ_w² ∂T/∂k and lengths = σ_w² ∂T/∂q. Undefined
 * for no layer.
 */
function pushed(activation: Layers['activation'], w: number, above: readonly HiddenLayer[], n: number) {
  if (above.length === 0) return undefined;
  const own = new Float64Array(n * n).fill(1);
  const lengths = new Float64Array(n * n);
  // What becomes of δ_ii, which is the same for all inputs of one length.
  let diagonal = 1;
  for (const { variance: q, epsilon, kernel } of above) {
    const slope = (at: number) => {
      if (activation === 'linear') return [1, 0];
      const k = (1 - epsilon[at]) * q;
      const { slopes } = pairAverages(activation, q, epsilon[at]);
      // relu is homogeneous; of erf T = (2/π) arcsin z, with z = 2k/√((1 + 2q)(1 + 2q′)).
      if (activation === 'relu') return [slopes, (kernel[at] - k * slopes) / (2 * q)];
      const z = (2 * k) / (1 + 2 * q);
      return [slopes, (-2 / Math.PI) * (z / ((1 + 2 * q) * Math.sqrt(1 - z * z)))];
    };
    for (let at = 0; at < n * n; at++) {
      const [a, b] = slope(at);
      own[at] *= w * a;
      lengths[at] = w * (a * lengths[at] + b * diagonal);
    }
    const [a, b] = slope(0);
    diagonal *= w * (a + 2 * b);
  }
  return { own, lengths };
}

/** What enters the first layer's neurons is X √(σ_w²/d) w. */
function scaledInputs(inputs: Float64Array, n: number, weightVariance: number): Float64Array {
  const factor = Math.sqrt((weightVariance * n) / inputs.length);
  return inputs.map((one) => factor * one);
}

/** R (n × n) with R Rᵀ = q c, the covariance of what enters a layer. */
function rootOf({ variance, epsilon }: HiddenLayer, n: number, engine: Engine): Float64Array {
  const { values, vectors } = eigenvaluesAndVectors(
    epsilon.map((one) => variance * (1 - one)),
    n,
    engine,
  );
  return Float64Array.from({ length: n * n }, (_, at) => {
    const k = at % n;
    return vectors[k * n + Math.floor(at / n)] * Math.sqrt(Math.max(0, values[k]));
  });
}

/** H K H of a symmetric K. */
function centred(kernel: Float64Array, n: number): Float64Array {
  const means = new Float64Array(n);
  let mean = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) means[i] += kernel[i * n + j] / n;
    mean += means[i] / n;
  }
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) result[i * n + j] = kernel[i * n + j] - means[i] - means[j] + mean;
  return result;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
