// Trains the ladder: node examples/small-ladder/ladder.mjs > examples/small-ladder/runs.csv
import { rateOf, sizeOf, trainOne } from './network.mjs';

/** Small runs scatter more from seed to seed: their losses are means over more of them. */
const BUDGETS = [
  { budget: 1e9, seeds: 8 },
  { budget: 2e9, seeds: 4 },
  { budget: 4e9, seeds: 3 },
  { budget: 8e9, seeds: 2 },
  { budget: 1.6e10, seeds: 1 },
  { budget: 3.2e10, seeds: 1 },
  { budget: 1e11, seeds: 1 },
  { budget: 3.2e11, seeds: 1 },
  { budget: 1e12, seeds: 1 },
];
/**
 * At each, five sizes within a factor of 3 of about the best, which grows as the root of compute.
 */
const WIDTH_AT = { budget: 3.2e10, width: 128 };
const OCTAVES = [-1.5, -0.75, 0, 0.75, 1.5];

console.log('parameters,samples,flops,rate,seeds,loss');
for (const { budget, seeds } of BUDGETS)
  for (const octave of OCTAVES) {
    const width = Math.round(WIDTH_AT.width * Math.sqrt(budget / WIDTH_AT.budget) * 2 ** octave);
    const samples = budget / (6 * sizeOf(width));
    const runs = Array.from({ length: seeds }, (_, i) => trainOne({ width, samples, seed: `ladder ${i}` }));
    const [{ parameters, samples: seen }] = runs;
    const loss = runs.reduce((sum, one) => sum + one.loss, 0) / seeds;
    const rate = rateOf(parameters, seen).toFixed(5);
    console.log([parameters, seen, 6 * parameters * seen, rate, seeds, loss.toFixed(6)].join(','));
  }
