// The numbers of "Finite width" in src/systems/kernel/notes.md: finite networks of width 64 to 4096, trained, against the tangent kernel's
// prediction. Each of ten seeds is a training set with a slope of its own; what is printed is their mean and its standard error.
// Run `npm run build`, then `node scripts/finite-width.mjs`: about a minute on one core. With the arguments 4096,16384,65536 relu, about five.
import { createWasmEngine } from '../dist/numeric/engines/wasm.js';
import { createRandom } from '../dist/numeric/random.js';
import { trainAtFiniteWidth } from '../dist/systems/kernel/finite-width.js';

const WIDTHS = (process.argv[2] ?? '64,128,256,512,1024,2048,4096').split(',').map(Number);
const SEEDS = 10;
const QUANTITIES = ['distance', 'noise', 'drift', 'testDrift', 'meanDrift', 'nonlinearity'];
const engine = createWasmEngine();
const architecture = { depth: 1, weightVariance: 2, biasVariance: 0.1 };
const DRAWS = 50;
const ACTIVATIONS = (process.argv[3] ?? 'relu,erf').split(',');
const CASES = ACTIVATIONS.flatMap((activation) => [false, true].map((keepOutput) => ({ activation, keepOutput })));

for (const { activation, keepOutput } of CASES) {
  const means = Array.from({ length: SEEDS }, (_, index) => {
    const random = createRandom(`finite width ${index}`);
    const options = { architecture: { activation, ...architecture }, draws: DRAWS, engine, random, keepOutput };
    return WIDTHS.map((width) => trainAtFiniteWidth({ ...options, width }));
  });
  console.log(
    `${activation}, ${keepOutput ? 'from its own f_0' : 'from f_0 = 0'}: −slope of the root mean square in the width`,
  );
  for (const quantity of QUANTITIES) {
    const roots = means.map((row) => row.map((one) => Math.sqrt(one[quantity])));
    const all = summary(roots.map((row) => slope(WIDTHS, row)));
    const wide = summary(roots.map((row) => slope(WIDTHS.slice(-4), row.slice(-4))));
    const sizes = WIDTHS.map((_, w) => summary(roots.map((row) => row[w])).mean.toExponential(1));
    console.log(`  ${quantity.padEnd(13)} ${text(all)} over all, ${text(wide)} over the last four; ${sizes.join(' ')}`);
  }
}

function slope(widths, values) {
  const x = widths.map(Math.log);
  const y = values.map(Math.log);
  const middle = x.reduce((sum, each) => sum + each, 0) / x.length;
  const [up, down] = x.reduce(([a, b], each, i) => [a + (each - middle) * y[i], b + (each - middle) ** 2], [0, 0]);
  return -up / down;
}

function summary(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

function text({ mean, error }) {
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}
