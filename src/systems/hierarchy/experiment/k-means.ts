import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';

/** With a dozen, one set of rules in eight was not found at four times the samples it needs. */
const RESTARTS = 60;
const MOST_ROUNDS = 100;

/** `count` points of `size` numbers each, one after the other. */
export interface Points {
  count: number;
  size: number;
  values: Float64Array;
}

/**
 * Labels 0 … clusters − 1 of the points by k-means: the best of many starts, each from centres
 * drawn far apart (k-means++).
 */
export function clusterPoints(points: Points, clusters: number, random: Random): Int32Array {
  if (points.count <= clusters) return Int32Array.from({ length: points.count }, (_, i) => i);
  let best = new Int32Array(points.count);
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < RESTARTS; start++) {
    const { labels, spread } = improve(points, farCentres(points, clusters, random), clusters);
    if (spread < least) [best, least] = [labels, spread];
  }
  return best;
}

/** Each next centre is drawn with a probability as the squared distance from those there are. */
function farCentres({ count, size, values }: Points, clusters: number, random: Random): Float64Array {
  const centres = new Float64Array(clusters * size);
  const distances = new Float64Array(count).fill(1);
  for (let c = 0; c < clusters; c++) {
    let rest = random.uniform() * distances.reduce((sum, one) => sum + one, 0);
    let chosen = 0;
    while (chosen < count - 1 && rest >= distances[chosen]) rest -= distances[chosen++];
    centres.set(values.subarray(chosen * size, (chosen + 1) * size), c * size);
    for (let i = 0; i < count; i++) {
      const distance = squaredDistance(values, i * size, centres, c * size, size);
      distances[i] = c === 0 ? distance : Math.min(distances[i], distance);
    }
  }
  return centres;
}

/** Lloyd's rounds until no label changes; `spread` is the sum of squares about the centres. */
function improve({ count, size, values }: Points, centres: Float64Array, clusters: number) {
  const labels = new Int32Array(count).fill(-1);
  const members = new Float64Array(clusters);
  let spread = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    spread = 0;
    for (let i = 0; i < count; i++) {
      let [nearest, least] = [0, Number.POSITIVE_INFINITY];
      for (let c = 0; c < clusters; c++) {
        const distance = squaredDistance(values, i * size, centres, c * size, size);
        if (distance < least) [nearest, least] = [c, distance];
      }
      spread += least;
      changed ||= labels[i] !== nearest;
      labels[i] = nearest;
    }
    if (!changed) break;
    members.fill(0);
    for (const label of labels) members[label]++;
    // A centre that has lost all its points stays where it is.
    for (let c = 0; c < clusters; c++) if (members[c] > 0) centres.fill(0, c * size, (c + 1) * size);
    for (let i = 0; i < count; i++)
      for (let j = 0; j < size; j++) centres[labels[i] * size + j] += values[i * size + j] / members[labels[i]];
  }
  return { labels, spread };
}

function squaredDistance(a: Float64Array, from: number, b: Float64Array, at: number, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += squared(a[from + j] - b[at + j]);
  return sum;
}
