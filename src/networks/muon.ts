import { OutOfRange } from '../numeric/errors.ts';
import { axpy, copy, norm, scale } from './arrays.ts';
import type { Parameter } from './model.ts';
import type { Network } from './network.ts';
import { type AdamOptions, adam, type Decay, type Optimiser } from './optimisers.ts';

export interface MuonOptions extends Decay {
  momentum?: number;
  /** The learning rate of Adam on everything that is not a hidden matrix, in units of Muon's. */
  adamFactor?: number;
  adam?: Omit<AdamOptions, 'blocks' | 'weightDecay'>;
}

/**
 * The quintic X ← aX + (bXXᵀ + c(XXᵀ)²)X that takes singular values from (0, 1] to about 0.7 to 1.2
 * in five steps.
 */
const [A, B, C] = [3.4445, -4.775, 2.0315];
const ITERATIONS = 5;

/**
 * Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): hidden matrices move by rate ·
 * √max(1, out/in) along the orthogonalised momentum g + momentum m with m ← momentum m + g;
 * everything else by Adam. The step is that of the effective weights, so it is divided by a block's
 * multiplier, and the blocks' rates do not apply to it: its size is the same at every width.
 */
export function muon(
  network: Network,
  { momentum = 0.95, weightDecay = 0, adamFactor = 1, adam: adamOptions = {} }: MuonOptions = {},
): Optimiser {
  if (!(momentum >= 0 && momentum < 1)) throw new OutOfRange('momentum', momentum, 'from 0 to below 1');
  if (!(adamFactor >= 0 && adamFactor < Infinity)) throw new OutOfRange('adamFactor', adamFactor, 'finite, from 0');
  const hidden = network.parameters
    .filter(({ role, rates }) => role === 'hidden' && rates.adam !== 0)
    .map((block) => matrixStep(network, block));
  const rest = adam(network, {
    ...adamOptions,
    weightDecay: adamFactor === 0 ? 0 : weightDecay / adamFactor,
    blocks: ({ role }) => role !== 'hidden',
  });
  return {
    step(rate) {
      for (const step of hidden) step(rate, momentum, weightDecay);
      rest.step(rate * adamFactor);
    },
  };
}

function matrixStep({ engine, dtype }: Network, { value, adjoint, multiplier }: Parameter) {
  const { heap } = engine;
  const { rows, columns } = value;
  const matrix = () => heap.matrix(rows, columns, dtype);
  const m = matrix();
  const [x, y] = [matrix(), matrix()];
  const wide = rows <= columns;
  const side = Math.min(rows, columns);
  const [gram, polynomial] = [heap.matrix(side, side, dtype), heap.matrix(side, side, dtype)];
  const square = engine.prepareGemm({ a: gram, b: gram, c: polynomial, alpha: C, beta: B });
  const [fromX, fromY] = [[x, y] as const, [y, x] as const].map(([from, to]) => {
    const product = engine.prepareGemm({ a: from, b: from, transposeA: !wide, transposeB: wide, c: gram });
    const apply = wide
      ? engine.prepareGemm({ a: polynomial, b: from, c: to, beta: A })
      : engine.prepareGemm({ a: from, b: polynomial, c: to, beta: A });
    return () => {
      product();
      copy(gram, polynomial);
      square();
      copy(from, to);
      apply();
    };
  });
  return (rate: number, momentum: number, weightDecay: number) => {
    scale(momentum, m);
    axpy(1, adjoint, m);
    copy(adjoint, x);
    axpy(momentum, m, x);
    const size = norm(x);
    if (size > 0) scale(1 / size, x);
    for (let i = 0; i < ITERATIONS; i++) (i % 2 === 0 ? fromX : fromY)();
    if (weightDecay !== 0) scale(1 - rate * weightDecay, value);
    axpy((-rate * Math.sqrt(Math.max(1, rows / columns))) / multiplier, ITERATIONS % 2 === 0 ? x : y, value);
  };
}
