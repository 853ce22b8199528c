import { OutOfRange } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { routine } from './arrays.ts';
import type { Block } from './model.ts';
import type { Network } from './network.ts';
import type { Rates } from './parameterisation.ts';

/** An update rule with its memory, bound to a network. */
export interface Optimiser {
  /** Moves the parameters along the gradient in `network.flat.adjoint` at this learning rate. */
  step(rate: number): void;
}

/** One whose preconditioner is diagonal. */
export interface DiagonalOptimiser extends Optimiser {
  /**
   * Writes the diagonal P of the preconditioner as it is now, size × 1: the update is −rate · g/P
   * up to momentum. Block rates count in: gradient descent has 1 over them, and blocks that do not
   * move have infinity.
   */
  preconditioner(target: Matrix): void;
  /**
   * The largest eigenvalue of P⁻¹H at which the update with P held fixed is stable on a quadratic
   * loss, late in training (Cohen et al. 2021, arXiv 2103.00065; 2022, arXiv 2207.14484).
   */
  threshold(rate: number): number;
}

export interface Decay {
  /**
   * λ of the decay w ← (1 − rate λ) w, decoupled from the gradient and from block rates. For plain
   * gradient descent: of ½λ|w|² in the loss.
   */
  weightDecay?: number;
}

/** w ← w − rate g. On batches it is stochastic gradient descent. */
export function gradientDescent(network: Network, { weightDecay = 0 }: Decay = {}): DiagonalOptimiser {
  notNegative('weightDecay', weightDecay);
  const { flat, dtype, engine } = network;
  const [axpy, scale] = [routine(engine.heap, 'axpy', dtype), routine(engine.heap, 'scale', dtype)];
  const parts = segments(network, 'sgd');
  return {
    step(rate) {
      for (const { offset, count, factor } of parts) {
        const w = flat.value.address + offset;
        if (weightDecay !== 0) scale(count, 1 - rate * weightDecay, w, w);
        axpy(count, -rate * factor, flat.adjoint.address + offset, w);
      }
    },
    preconditioner: (target) => inverseRates(network, 'sgd', target),
    threshold: (rate) => 2 / rate,
  };
}

/** m ← momentum m + g, w ← w − rate m (Polyak 1964). */
export function heavyBall(network: Network, options: { momentum: number } & Decay): DiagonalOptimiser {
  return momentumMethod(network, options, false);
}

/**
 * Nesterov's method: the gradient is taken ahead of w, at y = w + momentum (w − w₋₁), and w ← y −
 * rate g(y). The parameter vector holds y, so losses and probes are of y.
 */
export function nesterov(network: Network, options: { momentum: number } & Decay): DiagonalOptimiser {
  return momentumMethod(network, options, true);
}

function momentumMethod(
  network: Network,
  { momentum, weightDecay = 0 }: { momentum: number } & Decay,
  ahead: boolean,
): DiagonalOptimiser {
  fraction('momentum', momentum);
  notNegative('weightDecay', weightDecay);
  const { dtype, engine, model } = network;
  const m = engine.heap.matrix(model.size, 1, dtype);
  const update = routine(engine.heap, 'momentum', dtype);
  const parts = segments(network, 'sgd');
  return {
    step(rate) {
      const kept = 1 - rate * weightDecay;
      for (const { count, value, gradient, offset, factor } of parts)
        update(count, value, gradient, m.address + offset, rate * factor, momentum, kept, ahead ? 1 : 0);
    },
    preconditioner: (target) => inverseRates(network, 'sgd', target),
    threshold: (rate) => (2 + 2 * momentum) / (rate * (ahead ? 1 + 2 * momentum : 1)),
  };
}

export interface AdamOptions extends Decay {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /**
   * Start v at g² of the first step (GI-Adam: Kalra and Barkeshli 2024, arXiv 2406.09405): an
   * automatic warm-up.
   */
  gradientInitialised?: boolean;
  /** Which blocks it moves: all unless given. */
  blocks?: (block: Block) => boolean;
}

/**
 * Adam (Kingma and Ba 2014, arXiv 1412.6980): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w −
 * rate m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). With weight decay, AdamW (Loshchilov
 * and Hutter 2017, arXiv 1711.05101).
 */
export function adam(network: Network, options: AdamOptions = {}): DiagonalOptimiser {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const { gradientInitialised = false, blocks = () => true } = options;
  return adaptive(network, { beta1, beta2, epsilon, weightDecay, gradientInitialised, blocks, corrected: true });
}

/**
 * v ← beta v + (1 − beta) g², w ← w − rate g/(√v + ε) (Tieleman and Hinton 2012), without
 * correction of the start of v at 0.
 */
export function rmsProp(
  network: Network,
  { beta = 0.99, epsilon = 1e-8, weightDecay = 0 }: { beta?: number; epsilon?: number } & Decay = {},
): DiagonalOptimiser {
  const plain = { gradientInitialised: false, corrected: false, blocks: () => true };
  return adaptive(network, { beta1: 0, beta2: beta, epsilon, weightDecay, ...plain });
}

function adaptive(network: Network, options: Required<AdamOptions> & { corrected: boolean }): DiagonalOptimiser {
  const { beta1, beta2, epsilon, weightDecay, corrected, gradientInitialised, blocks } = options;
  fraction('beta1', beta1);
  fraction('beta2', beta2);
  notNegative('epsilon', epsilon);
  notNegative('weightDecay', weightDecay);
  const { flat, dtype, engine, model } = network;
  const m = engine.heap.matrix(model.size, 1, dtype);
  const v = engine.heap.matrix(model.size, 1, dtype);
  const update = routine(engine.heap, 'adam', dtype);
  const square = routine(engine.heap, 'times', dtype);
  const parts = segments(network, 'adam', blocks);
  let steps = 0;
  let [power1, power2] = [1, 1];
  const correction = () => (corrected && steps > 0 ? 1 / (1 - power2) : 1);
  return {
    step(rate) {
      if (steps === 0 && gradientInitialised) square(model.size, flat.adjoint.address, flat.adjoint.address, v.address);
      steps++;
      power1 *= beta1;
      power2 *= beta2;
      const start = corrected ? 1 / (1 - power1) : 1;
      const settings = [beta1, beta2, correction(), epsilon, 1 - rate * weightDecay] as const;
      for (const { count, value, gradient, offset, factor } of parts)
        update(count, value, gradient, m.address + offset, v.address + offset, rate * factor * start, ...settings);
    },
    preconditioner(target) {
      inverseRates(network, 'adam', target);
      const [p, second] = [target.values, v.values];
      for (let i = 0; i < p.length; i++) p[i] *= Math.sqrt(second[i] * correction()) + epsilon;
    },
    threshold: (rate) => (2 + 2 * beta1) / ((1 - beta1) * rate),
  };
}

/**
 * A run of blocks with one rate, not zero: where its parameters and gradients begin, and how many
 * bytes from the first.
 */
interface Segment {
  value: number;
  gradient: number;
  offset: number;
  count: number;
  factor: number;
}

function segments(network: Network, family: keyof Rates, wanted: (block: Block) => boolean = () => true): Segment[] {
  const bytes = network.dtype === 'f64' ? 8 : 4;
  const { value, adjoint } = network.flat;
  const merged: Segment[] = [];
  for (const block of network.model.blocks) {
    const { rows, columns, rates } = block;
    const factor = rates[family];
    if (factor === 0 || !wanted(block)) continue;
    const [offset, count] = [block.offset * bytes, rows * columns];
    const last = merged.at(-1);
    if (last && last.factor === factor && last.offset + last.count * bytes === offset) last.count += count;
    else merged.push({ value: value.address + offset, gradient: adjoint.address + offset, offset, count, factor });
  }
  return merged;
}

function inverseRates(network: Network, family: keyof Rates, target: Matrix): void {
  const { values } = target;
  for (const { offset, rows, columns, rates } of network.model.blocks)
    values.fill(1 / rates[family], offset, offset + rows * columns);
}

function fraction(name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new OutOfRange(name, value, 'from 0 to below 1');
}

function notNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) throw new OutOfRange(name, value, 'finite and not negative');
}
