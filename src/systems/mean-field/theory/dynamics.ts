import { copy, routine, sizeOf } from '../../../networks/arrays.ts';
import { type Activation, activationKinds } from '../../../networks/operations/activation.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { addRows, addressOf, eachBlock, Means, means } from './blocks.ts';
import { type Coefficients, InfiniteWeights } from './infinite-weights.ts';
import { type Population, rowOf } from './population.ts';

/**
 * An infinitely wide network f = w·φ(h^L)/(γ₀N) with h^(l+1) = Wφ(h^l)/√N and ⟨h¹h¹⟩ = K^x at
 * first.
 */
export interface Setting {
  activation: Activation;
  /** K^x = x·x′/d, P × P. */
  inputKernel: ArrayLike<number>[];
  /** y, one for each datum. */
  targets: ArrayLike<number>;
  /** γ₀ */
  richness: number;
  /** η, of gradient descent on Σ(f − y)²/2P at the rate ηγ₀²N. */
  rate: number;
  steps: number;
}

/** The order parameters at one step: outputs, and kernels as P × P, row-major. */
export interface State {
  f: Float64Array;
  /** Φ^l, l = 0 … L: of the inputs, and of each layer's activations. */
  features: Float64Array[];
  /** G^l, l = 1 … L + 1: of each layer's gradients, and ones. */
  gradients: Float64Array[];
  /** K = Σ_l Φ^l ∘ G^(l+1), the tangent kernel. */
  tangent: Float64Array;
}

export interface Options {
  /** What of a field's square counts as nothing new. */
  tolerance: number;
  /** Is called before each step, and may throw. */
  check?: (step: number) => void;
}

/**
 * Gradient descent, step by step, of one population of neurons for each hidden layer: exact in
 * discrete time as the populations grow (Bordelon & Pehlevan 2022, arXiv 2205.09653, in continuous
 * time). The first layer has h¹ += γ₀η/P Σ_ν K^x_μν Δ_ν g¹_ν with
 * Δ = y − f and g = z φ′(h), the last w += γ₀η/P Σ_ν Δ_ν φ(h_ν); matrices between layers are
 * `InfiniteWeights`. f is counted from where it begins, which is 0 but for the chance of random
 * neurons. `visit` sees the states after 0, 1, … `steps` steps. Throws `NoConvergence`
 * where training diverges.
 */
export function train(
  engine: Engine,
  setting: Setting,
  layers: Population[],
  { tolerance, check = () => {} }: Options,
  visit: (state: State, step: number) => void,
): void {
  engine.heap.scope(() => {
    const { targets, richness, rate, steps } = setting;
    const P = targets.length;
    const fields = new Fields(engine, setting, layers, tolerance);
    let first: Float64Array | undefined;
    for (let step = 0; step <= steps; step++) {
      check(step);
      const state = engine.heap.scope(() => fields.run());
      first ??= state.f;
      state.f = state.f.map((f, mu) => f - first![mu]);
      if (!state.f.every((f) => Math.abs(f) < DIVERGED))
        throw new NoConvergence(`training diverges at step ${step}: choose a smaller rate or richness`);
      visit(state, step);
      const factors = state.f.map((f, mu) => ((richness * rate) / P) * (targets[mu] - f));
      if (step < steps) engine.heap.scope(() => fields.learn(factors));
    }
  });
}

/** An output of this size has diverged. */
const DIVERGED = 1e8;

/** The fields of all layers, on the heap: matrices of P × neurons. */
class Fields {
  private readonly engine: Engine;
  private readonly setting: Setting;
  private readonly layers: Population[];
  private readonly weights: InfiniteWeights[];
  private readonly h: Matrix[];
  private readonly phi: Matrix[];
  private readonly g: Matrix[];
  /** The output weights, 1 × neurons. */
  private readonly w: Matrix;
  private coefficients: { phi: Coefficients; g: Coefficients }[] = [];

  constructor(engine: Engine, setting: Setting, layers: Population[], tolerance: number) {
    const { heap } = engine;
    const P = setting.targets.length;
    [this.engine, this.setting, this.layers] = [engine, setting, layers];
    const fields = () => layers.map(({ size }) => heap.matrix(P, size));
    [this.h, this.phi, this.g] = [fields(), fields(), fields()];
    const inputs = heap.matrix(P, layers[0].size);
    for (let mu = 0; mu < P; mu++) layers[0].draw(rowOf(inputs, mu));
    const root = heap.matrixFrom(
      P,
      P,
      setting.inputKernel.flatMap((row) => Array.from(row)),
    );
    engine.cholesky(root);
    engine.prepareGemm({ a: root, b: inputs, c: this.h[0] })();
    const last = layers[layers.length - 1];
    const output = heap.matrix(1, last.size);
    last.draw(output);
    this.w = heap.matrix(1, last.size);
    copy(output, this.w);
    this.weights = layers.slice(1).map((above, l) => new InfiniteWeights(heap, layers[l], above, tolerance));
  }

  /** Forwards and backwards: the order parameters now. */
  run(): State {
    const { engine, layers, h, phi, g, weights, w } = this;
    const { inputKernel, richness } = this.setting;
    const P = inputKernel.length;
    const L = layers.length;
    const forward = weights.map((matrix, l) => {
      this.activate(h[l].address, phi[l].address, sizeOf(h[l]));
      return matrix.forward(phi[l], h[l + 1]);
    });
    const [features, gradients]: Float64Array[][] = [[], []];
    let z = w;
    for (let l = L - 1; l >= 0; l--) {
      [features[l], gradients[l]] = this.finish(l, z);
      if (l === 0) break;
      z = engine.heap.matrix(P, layers[l - 1].size);
      this.coefficients[l - 1] = { phi: forward[l - 1], g: weights[l - 1].backward(g[l], z) };
    }
    features.unshift(Float64Array.from(inputKernel.flatMap((row) => Array.from(row))));
    gradients.push(new Float64Array(P * P).fill(1));
    const tangent = new Float64Array(P * P);
    features.forEach((one, l) => {
      for (let k = 0; k < tangent.length; k++) tangent[k] += one[k] * gradients[l][k];
    });
    const f = means(layers[L - 1], w, phi[L - 1]).map((one) => one / richness);
    return { f, features, gradients, tangent };
  }

  /**
   * The kernels Φ and G of a layer with its z, one row for all data or one for each; φ of the last
   * layer and g on the way, while a block of neurons is at hand.
   */
  private finish(l: number, z: Matrix): [features: Float64Array, gradients: Float64Array] {
    const [h, phi, g] = [this.h[l], this.phi[l], this.g[l]];
    return this.engine.heap.scope(() => {
      const [features, gradients] = [phi, g].map((one) => new Means(this.layers[l], one, one));
      eachBlock(h.columns, (first, count) => {
        for (let mu = 0; mu < h.rows; mu++) {
          const [from, to, slope] = [h, phi, g].map((one) => addressOf(one, mu, first));
          if (l === this.layers.length - 1) this.activate(from, to, count);
          this.slope(from, to, addressOf(z, z.rows === 1 ? 0 : mu, first), slope, count);
        }
        features.add(first, count);
        gradients.add(first, count);
      });
      return [features.all(), gradients.all()];
    });
  }

  /** One step of gradient descent, of `factors` = γ₀ηΔ/P. */
  learn(factors: Float64Array): void {
    const { h, g, phi, w, weights, coefficients } = this;
    const moves = this.setting.inputKernel.map((row) => Float64Array.from(row, (one, nu) => one * factors[nu]));
    addRows(moves, g[0], h[0]);
    weights.forEach((matrix, l) => {
      matrix.learn(factors, coefficients[l].phi, coefficients[l].g);
    });
    addRows([factors], phi[phi.length - 1], w);
  }

  /** φ := φ(h), of neurons at these addresses. */
  private activate(h: number, phi: number, count: number): void {
    const { heap } = this.engine;
    const { activation } = this.setting;
    if (activation === 'linear') heap.kernels.call.copyBytes(8 * count, h, phi);
    else routine(heap, 'activation', 'f64')(activationKinds[activation], h, phi, count);
  }

  /** g := z φ′(h) */
  private slope(h: number, phi: number, z: number, g: number, count: number): void {
    const { heap } = this.engine;
    const { activation } = this.setting;
    if (activation === 'linear') heap.kernels.call.copyBytes(8 * count, z, g);
    else routine(heap, 'activationSlope', 'f64')(activationKinds[activation], h, phi, z, g, count);
  }
}
