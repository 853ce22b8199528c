// Whether the best learning rate stays, with the factors of `orrery mup` and without: the numbers
// in docs/instruments.md. MLPs of three hidden layers and transformers of two blocks, trained for
// some steps of Adam on random data at rates in octaves; the best rate is the vertex of a parabola
// through the lowest loss and its neighbours, by the mean over three draws.
//
// npx jiti scripts/rate-transfer.mjs [mlp|transformer]; some minutes on one core.
import { trialModel } from '../src/instruments/mup/trial-network.ts';
import { Network } from '../src/networks/network.ts';
import { adam } from '../src/networks/optimisers.ts';
import { train } from '../src/networks/train.ts';
import { createWasmEngine } from '../src/numeric/engines/wasm.ts';
import { createRandom } from '../src/numeric/random.ts';
import { optimum } from '../src/statistics/curve-fits.ts';

const STUDIES = {
  mlp: { widths: [64, 256, 1024], depth: 3, rows: 64, steps: 20, fastest: 2 ** -4 },
  transformer: { widths: [64, 256], depth: 2, rows: 16, steps: 10, fastest: 2 ** -4 },
};
const OCTAVES = 10;
const DRAWS = 3;
const least = optimum('least');
const engine = createWasmEngine();
const [, , wanted] = process.argv;

for (const [kind, { widths, depth, rows, steps, fastest }] of Object.entries(STUDIES)) {
  if (wanted && wanted !== kind) continue;
  const network = { kind, depth, biases: true, isResidual: kind !== 'mlp', isTied: false, hasMoreHeads: false };
  const rates = Float64Array.from({ length: OCTAVES }, (_, k) => fastest / 2 ** (OCTAVES - 1 - k));
  for (const isTransferred of [true, false]) {
    const best = widths.map((width) => {
      const size = { width, depth };
      const model = trialModel(
        { ...network, readOut: 'weights', branchPower: 1 },
        { width: widths[0], depth },
        size,
        isTransferred,
      );
      const losses = rates.map((rate) => {
        let sum = 0;
        for (let draw = 0; draw < DRAWS; draw++) sum += lossOf(model, kind, { rate, rows, steps, draw });
        return sum / DRAWS;
      });
      return Math.log2(least(rates, losses) ?? Number.NaN);
    });
    const drift = best.map((one) => (one - best[0]).toFixed(2));
    console.log(kind, isTransferred ? 'with factors' : 'without', widths.join(', '), 'octaves:', drift.join(', '));
  }
}

function lossOf(model, kind, { rate, rows, steps, draw }) {
  return engine.heap.scope(() => {
    const random = createRandom('rates').stream(draw);
    const drawn = new Network(engine, model, 'f32');
    drawn.initialise(random.stream('weights', model.size));
    const inputs = engine.heap.matrix(rows, model.inputs, 'f32');
    const targets = engine.heap.matrix(rows * model.rowsPerSample, model.outputs, 'f32');
    const stream = random.stream('data');
    if (kind === 'mlp') for (const matrix of [inputs, targets]) stream.fillRademacher(matrix);
    else {
      for (let i = 0; i < inputs.values.length; i++) inputs.values[i] = Math.floor(model.outputs * stream.uniform());
      for (let i = 0; i < targets.rows; i++)
        targets.values[i * model.outputs + Math.floor(model.outputs * stream.uniform())] = 1;
    }
    const loss = kind === 'mlp' ? 'squared' : 'cross-entropy';
    const first = drawn.objective(loss, inputs, targets).value();
    const optimiser = adam(drawn, { epsilon: 1e-12 });
    const training = train({ network: drawn, inputs, targets, loss, optimiser, rate, steps, largestLoss: 10 * first });
    return training.outcome === 'diverged' ? first : Math.min(first, training.losses[steps]);
  });
}
