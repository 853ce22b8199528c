// Whether `orrery forecast` says the truth: 20 made data sets whose true learning curve is known,
// the bundled digits, and what a large table takes. Not part of the tests; docs/instruments.md has
// the results.
import { performance } from 'node:perf_hooks';
import { report } from '../dist/instruments/conduct.js';
import { findInstrument } from '../dist/instruments/registry.js';
import { createRandom } from '../dist/numeric/random.js';
import { optimalRidge } from '../dist/systems/ridge/theory/index.js';

const forecast = await findInstrument('forecast');

/** Columns, rows, decay of eigenvalues, source exponent, share of noise. */
const CASES = [
  [10, 100, 0, 0.5, 0.5],
  [20, 200, 0.5, 0.5, 0.3],
  [30, 150, 1, 0.5, 0.2],
  [40, 400, 1, 1, 0.1],
  [50, 200, 1.5, 0.3, 0.3],
  [60, 300, 1.5, 0.5, 0.05],
  [80, 300, 0, 0.5, 0.2],
  [100, 300, 0.5, 0.5, 0.5],
  [100, 150, 1, 0.5, 0.1],
  [150, 300, 1, 0.3, 0.2],
  [150, 200, 0, 0.5, 0.3],
  [200, 200, 1, 0.5, 0.2],
  [200, 120, 0.5, 0.5, 0.3],
  [300, 150, 1.5, 0.5, 0.1],
  [300, 300, 1.2, 0.3, 0.05],
  [400, 200, 1, 0.5, 0.1],
  [400, 250, 0.7, 0.5, 0.3],
  [500, 200, 1.5, 0.3, 0.1],
  [600, 300, 1.2, 0.5, 0.02],
  [800, 200, 1.5, 0.5, 0.05],
];

let covered = 0;
for (const [i, [columns, rows, decay, source, noise]] of CASES.entries()) {
  const eta = Float64Array.from({ length: columns }, (_, k) => (k + 1) ** -decay);
  const raw = eta.map((_, k) => (decay === 0 ? 1 : (k + 1) ** (-1 - 2 * decay * source)));
  const total = raw.reduce((a, b) => a + b, 0);
  const power = raw.map((one) => one / total);
  const file = made(`case ${i}`, rows, eta, power, noise);
  const { values } = await report(forecast, [file], {
    standardize: 'no',
    labels: 'number',
    splits: 5,
    samples: 10 * rows,
  });
  const curve = [values.now, values.farthest].map(({ rows: n, error, low, high }) => {
    const truth = (1 + 1 / n) * (noise + optimalRidge({ eta, power, samples: n - 1, noise }).excessError);
    return { n, error, low, high, truth, inside: truth >= low && truth <= high };
  });
  if (curve[1].inside) covered++;
  const words = curve.map(
    ({ n, error, low, high, truth, inside }) =>
      `${n}: ${error.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}), true ${truth.toFixed(4)}${inside ? '' : ' OUTSIDE'}`,
  );
  console.log(
    `${rows} × ${columns}, decay ${decay}: ${words.join('; ')}; back-test ${values.backTest ? (100 * (mean(values.backTest.forecasts) / values.backTest.measured - 1)).toFixed(0) : '–'} %`,
  );
}
console.log(`the band covers the truth at ten times the rows in ${covered} of ${CASES.length}`);

const start = performance.now();
const [wideRows, wideColumns] = [20_000, 500];
const eta = Float64Array.from({ length: wideColumns }, (_, k) => (k + 1) ** -1);
const large = made(
  'large',
  wideRows,
  eta,
  eta.map((one) => one / 10),
  0.5,
);
await report(forecast, [large], { labels: 'number' });
console.log(
  `${wideRows} × ${wideColumns}: ${((performance.now() - start) / 1000).toFixed(0)} s with the reading, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`,
);

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** A table in .npy of normal inputs with these variances and a linear target. */
function made(seed, rows, eta, power, noise) {
  const random = createRandom(`forecast ${seed}`);
  const spare = [];
  const normal = () => {
    if (spare.length > 0) return spare.pop();
    const [size, angle] = [Math.sqrt(-2 * Math.log(random.uniform())), 2 * Math.PI * random.uniform()];
    spare.push(size * Math.sin(angle));
    return size * Math.cos(angle);
  };
  const weights = eta.map((one, k) => (random.uniform() < 0.5 ? -1 : 1) * Math.sqrt(power[k] / one));
  const columns = eta.length + 1;
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    let y = Math.sqrt(noise) * normal();
    for (let k = 0; k < eta.length; k++) {
      const x = Math.sqrt(eta[k]) * normal();
      values[i * columns + k] = x;
      y += x * weights[k];
    }
    values[i * columns + columns - 1] = y;
  }
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const header = new TextEncoder().encode(`${head.padEnd(117)}\n`);
  const bytes = new Uint8Array(10 + header.length + values.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  bytes.set(header, 10);
  bytes.set(new Uint8Array(values.buffer), 10 + header.length);
  return { name: `${seed}.npy`, origin: seed, bytes: async () => bytes };
}
