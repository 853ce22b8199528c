// The numbers of "Finite width" in src/systems/kernel/notes.md: finite networks of width 64 to
// 4096, trained, against the tangent kernel's prediction. Each of ten seeds is a training set with
// a slope of its own; what is printed is their mean and its standard error. Run `npm run build`,
// then `node scripts/finite-width.mjs`: about a minute on one core. With the arguments
// 4096,16384,65536 relu, about five.
import { createWasmEngine } from '../dist/numeric/engines/wasm.js';
import { createRandom } from '../dist/numeric/random.js';
import { powerExponent } from '../dist/statistics/curve-fits.js';
import { summarize } from '../dist/statistics/moments.js';
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
    const all = summarize(roots.map((row) => slope(WIDTHS, row)));
    const wide = summarize(roots.map((row) => slope(WIDTHS.slice(-4), row.slice(-4))));
    const sizes = WIDTHS.map((_, w) => summarize(roots.map((row) => row[w])).mean.toExponential(1));
    console.log(`  ${quantity.padEnd(13)} ${text(all)} over all, ${text(wide)} over the last four; ${sizes.join(' ')}`);
  }
}

/** Of its root mean square in the width. */
function slope(widths, values) {
  return -powerExponent()(Float64Array.from(widths), Float64Array.from(values));
}

function text({ mean, standardError }) {
  return `${mean.toFixed(3)} ± ${standardError.toFixed(3)}`;
}
