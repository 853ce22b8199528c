// Theory curves of neural scaling side by side with NumPy, by the same deterministic equivalents on
// the same contours: the loss of one-pass SGD over four decades of time. NumPy sums over all modes,
// Orrery over condensed ones. One thread each, the least processor time of several passes in turn;
// ratios above 1 say that Orrery is faster. Stops where the two curves are not one.

import { stableContours } from '../dist/systems/neural-scaling/theory/descent.js';
import { onePassLosses } from '../dist/systems/neural-scaling/theory/index.js';
import { resolventOf } from '../dist/systems/neural-scaling/theory/model.js';
import { printedBy } from './side-by-side.mjs';

// The compiler knows what is hot after some tens of passes, of which NumPy needs none.
const [ROUNDS, PASSES, OURS] = [3, 5, 30];
const [N, b, a, eta, batch] = [150, 1.3, 1.8, 0.3, 16];
const steps = Array.from({ length: 33 }, (_, i) => Math.round(10 ** (i / 8)));

for (const K of [400, 4000, 40_000]) {
  const modes = (exponent) => Float64Array.from({ length: K }, (_, k) => (k + 1) ** -exponent);
  const model = { lambda: modes(b), power: modes(a), P: Infinity, N, sigma2: 0 };
  const pair = ({ re, im }) => [re, im];
  const contours = stableContours(eta * resolventOf(model).top, steps).map(({ nodes, steps }) => ({
    u: nodes.map(({ u }) => pair(u)),
    weight: nodes.map(({ weight }) => pair(weight)),
    steps,
  }));
  const given = JSON.stringify({ K, N, b, a, eta, batch, contours });
  let [mine, theirs] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    const [ours, loss] = timed(() => onePassLosses(model, { eta, batch }, steps).loss);
    const other = JSON.parse(printedBy('neural_scaling.py', [PASSES], given));
    const off = Math.max(...loss.map((value, i) => Math.abs(other.loss[i] / value - 1)));
    if (!(off < 1e-6)) throw new Error(`the curves differ by ${off}`);
    [mine, theirs] = [Math.min(mine, ours), Math.min(theirs, 1000 * other.seconds)];
  }
  console.log(`${K} modes: ${mine.toFixed(1)} ms (${(theirs / mine).toFixed(2)}×), NumPy ${theirs.toFixed(1)} ms`);
}

/** Milliseconds of processor time, and the answer. */
function timed(work) {
  let [best, answer] = [Infinity, work()];
  for (let pass = 0; pass < OURS; pass++) {
    const start = process.cpuUsage();
    answer = work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return [best, answer];
}
