// What `orrery mup check` makes of networks with one mistake: the counts in docs/instruments.md.
// Fully connected networks of four layers, widths 64 to 1024, five seeds, one step of Adam and of
// gradient descent, in μP but for initial weights or rates of one layer, or of all.
//
// npx jiti scripts/planted-mistakes.mjs; three minutes on one core.
import { report } from '../src/instruments/conduct.ts';
import { mupCheck } from '../src/instruments/mup-check/instrument.ts';
import { plantedLog } from '../src/instruments/mup-check/planted-logs.testing.ts';
import { createWasmEngine } from '../src/numeric/engines/wasm.ts';

const engine = createWasmEngine();
const LAYERS = [1, 2, 3, 4];
const weights = (powers) => Object.fromEntries(powers.map((power, i) => [`weights ${i + 1}`, power]));
const only = (layer, power) => weights(LAYERS.map((one) => (one === layer ? power : 0)));

/** Each with what one of the answers must say; of what is right, nothing. */
function casesOf(optimiser) {
  const single = LAYERS.flatMap((layer) => {
    const deviations = layer === 1 ? [-0.5, 0.5] : layer === 4 ? [0.5, 1] : [0.5, -0.5];
    return [
      ...deviations.map((power) => [{ deviation: only(layer, power) }, new RegExp(`initial weights of '${layer}'`)]),
      ...[1, -1].map((power) => [{ rate: only(layer, power) }, new RegExp(`rate of '${layer}'`)]),
    ];
  });
  const alike = optimiser === 'adam' ? weights([0, 1, 1, 1]) : weights([-1, 0, 0, 1]);
  return [
    [{}, undefined],
    [{ parameterisation: 'mean-field' }, undefined],
    ...single,
    [{ rate: alike }, /one learning rate for all layers/],
    [{ rate: weights([0, 1, 1, 0]) }, /all layers from width to width/],
    ...(optimiser === 'adam' ? [[{ rate: weights([-1, 0, 0, 0]) }, /all learning rates fall|rate of '1'/]] : []),
    [{ parameterisation: 'standard' }, /standard parameterisation/],
    [{ parameterisation: 'ntk' }, /NTK parameterisation/],
  ];
}

for (const optimiser of ['adam', 'sgd']) {
  const counts = {};
  for (const [planted, said] of casesOf(optimiser)) {
    const text = plantedLog(engine, planted, { optimiser, seeds: 5, steps: 1, widths: [64, 128, 256, 512, 1024] });
    const bytes = async () => new Uint8Array(new TextEncoder().encode(text));
    const file = { name: 'log.csv', origin: 'log.csv', bytes };
    const { backTest, values } = await report(mupCheck, [file], { optimiser }, { engine });
    const place = values.mistakes.findIndex(({ says }) => said?.test(says));
    const named =
      values.mistakes.length === 0 ? 'unnamed' : place < 0 ? 'named otherwise' : `named in place ${place + 1}`;
    const outcome = `${said ? 'with a mistake' : 'right'}: ${backTest.verdict}${backTest.verdict === 'broken' ? `, ${named}` : ''}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    console.error(
      optimiser,
      JSON.stringify(planted),
      outcome,
      values.mistakes.map(({ says }) => says.slice(0, 60)),
    );
  }
  console.log(optimiser, counts);
}
