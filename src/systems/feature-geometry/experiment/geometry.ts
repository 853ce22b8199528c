import { squared } from '../../../numeric/special.ts';
import { biasOf, type Network, overlapOf, type State } from './network.ts';

/** What training made of the features. */
export interface Geometry {
  /** Those whose own output is on when they are at their largest. */
  represented: number;
  /** The mean squared cosine of two of them. */
  overlap: number | undefined;
  /** Sum of |w|⁴/Σⱼ(wᵢ·wⱼ)² of all that have weights. */
  totalDimensionality: number;
}

export function geometryOf(network: Network, state: State): Geometry {
  const n = network.features;
  const squares = Float64Array.from({ length: n }, (_, i) => overlapOf(network, state, i, i));
  const isOn = squares.map((square, i) => (square + biasOf(network, state, i) > 0 ? 1 : 0));
  const represented = isOn.reduce((sum, one) => sum + one, 0);
  let [cosines, total] = [0, 0];
  for (let i = 0; i < n; i++) {
    let overlaps = 0;
    for (let j = 0; j < n; j++) {
      const square = squared(overlapOf(network, state, i, j));
      overlaps += square;
      if (isOn[i] && isOn[j] && i !== j) cosines += square / (squares[i] * squares[j]);
    }
    if (squares[i] > 0) total += squared(squares[i]) / overlaps;
  }
  const pairs = represented * (represented - 1);
  return { represented, overlap: pairs > 0 ? cosines / pairs : undefined, totalDimensionality: total };
}
