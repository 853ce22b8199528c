import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';

/** A linear network y = Wx that learns to give two views of an input one embedding. */
export interface BarlowTwins {
  /** ‖C − I‖² of the weights as they are; makes C and what the next step needs. */
  look(): number;
  /** Eigenvalues of the C that was looked at, the largest first. */
  eigenvalues(): Float64Array;
  /** Gradient descent on ‖C − I‖² from the weights that were looked at. */
  step(rate: number): void;
}

/**
 * Trains `weights` (d × D) in place; C = WΓWᵀ is the cross-moment of the embeddings of the pairs
 * that `moment` is of. Works in the heap's present scope.
 */
export function barlowTwins(moment: Matrix, weights: Matrix, engine: Engine): BarlowTwins {
  const { heap } = engine;
  const { rows: d, columns: D } = weights;
  const seen = heap.matrix(d, D);
  const distance = heap.matrix(d, d);
  const scratch = heap.matrix(d, d);
  const push = heap.matrix(d, D);
  const see = engine.prepareGemm({ a: weights, b: moment, c: seen });
  const compare = engine.prepareGemm({ a: seen, b: weights, transposeB: true, c: distance });
  const pull = engine.prepareGemm({ a: distance, b: seen, c: push });
  return {
    look() {
      see();
      compare();
      const C = distance.values;
      for (let i = 0; i < d; i++) C[i * (d + 1)] -= 1;
      let loss = 0;
      for (let at = 0; at < C.length; at++) loss += C[at] * C[at];
      return loss;
    },
    eigenvalues() {
      scratch.values.set(distance.values);
      return engine
        .eigh(scratch)
        .map((one) => 1 + one)
        .reverse();
    },
    step(rate) {
      pull();
      const [W, G] = [weights.values, push.values];
      for (let at = 0; at < W.length; at++) W[at] -= 4 * rate * G[at];
    },
  };
}
