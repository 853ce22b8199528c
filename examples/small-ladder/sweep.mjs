// The learning rate that suits a size and a length: node examples/small-ladder/sweep.mjs
//
// Five rates at three sizes and three lengths, four seeds each; ln rate is a plane through the best
// of each.
import { sizeOf, trainOne } from './network.mjs';

const WIDTHS = [16, 64, 200];
const SAMPLES = [80_000, 160_000, 320_000];
const RATES = [0.015, 0.03, 0.06, 0.12, 0.24];
const SEEDS = 4;

const { a, b, c } = plane(
  WIDTHS.flatMap((width) =>
    SAMPLES.map((samples) => {
      const best = bestRate(RATES.map((rate) => meanLoss({ width, samples, rate })));
      console.error(`${sizeOf(width)} parameters, ${samples} samples: best rate ${best.toFixed(4)}`);
      return { N: Math.log(sizeOf(width)), D: Math.log(samples), rate: Math.log(best) };
    }),
  ),
);
console.log(`rate = ${Math.exp(a).toFixed(1)} N^${b.toFixed(3)} D^${c.toFixed(3)}`);

/** a + b N + c D, of a full grid, where the two slopes do not know of each other. */
function plane(cells) {
  const mean = (of) => cells.reduce((sum, cell) => sum + of(cell), 0) / cells.length;
  const middle = { N: mean(({ N }) => N), D: mean(({ D }) => D), rate: mean(({ rate }) => rate) };
  const slope = (name) =>
    mean((cell) => (cell[name] - middle[name]) * cell.rate) / mean((cell) => (cell[name] - middle[name]) ** 2);
  const [b, c] = [slope('N'), slope('D')];
  return { a: middle.rate - b * middle.N - c * middle.D, b, c };
}

function meanLoss(settings) {
  const losses = Array.from({ length: SEEDS }, (_, i) => trainOne({ ...settings, seed: `sweep ${i}` }).loss);
  return losses.reduce((a, b) => a + b, 0) / SEEDS;
}

/** The vertex of the parabola of ln L in ln rate through the best rate and its neighbours. */
function bestRate(losses) {
  const best = losses.indexOf(Math.min(...losses));
  const i = Math.max(1, Math.min(losses.length - 2, best));
  const [before, at, after] = [losses[i - 1], losses[i], losses[i + 1]].map(Math.log);
  const shift = (before - after) / (2 * (before - 2 * at + after));
  const octave = Math.log(RATES[1] / RATES[0]);
  return RATES[i] * Math.exp(octave * Math.max(-1, Math.min(1, shift)));
}
