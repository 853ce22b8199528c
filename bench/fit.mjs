// Whether `orrery fit` finds what made its tables: surfaces without noise, intervals on tables with
// noise, and what many runs take. Not part of the tests; docs/instruments.md has the results.
//
//     node bench/fit.mjs [replicates]
import { performance } from 'node:perf_hooks';
import { report } from '../dist/instruments/conduct.js';
import { findInstrument } from '../dist/instruments/registry.js';
import { createRandom } from '../dist/numeric/random.js';

const fit = await findInstrument('fit');
const replicates = Number(process.argv[2] ?? 300);
const NAMES = ['E', 'A', 'B', 'alpha', 'beta'];

const exact = createRandom('fit, exact');
let worst = 0;
for (let i = 0; i < 20; i++) {
  const between = (low, high) => low + (high - low) * exact.uniform();
  const alpha = between(0.2, 0.8);
  const law = {
    ...{ E: between(0.5, 3), A: 10 ** between(1, 4), B: 10 ** between(1, 4) },
    ...{ alpha, beta: i % 2 === 0 ? alpha : between(0.2, 0.8) },
  };
  const { constants } = (await report(fit, [table(law, 48, 0, exact)], settings(50))).values;
  for (const name of NAMES) worst = Math.max(worst, Math.abs(constants[name].value / law[name] - 1));
}
console.log(`20 surfaces without noise: constants off by ${worst.toExponential(1)} at most`);

const start = performance.now();
const before = process.cpuUsage();
const large = table({ E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 }, 245, 0.005, createRandom('fit, large'));
await report(fit, [large], settings(1000));
const { user, system } = process.cpuUsage(before);
console.log(
  `245 runs with 1000 resamples: ${((performance.now() - start) / 1000).toFixed(0)} s, ${((user + system) / 1e6).toFixed(0)} s of it of the processor`,
);

const law = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };
const covered = Object.fromEntries(NAMES.map((name) => [name, 0]));
for (let i = 1; i <= replicates; i++) {
  const random = createRandom(`fit, replicate ${i}`);
  const { constants } = (await report(fit, [table(law, 48, 0.005, random)], settings(200))).values;
  for (const name of NAMES) {
    const [low, high] = constants[name].interval;
    if (law[name] >= low && law[name] <= high) covered[name]++;
  }
  if (i % 25 === 0 || i === replicates)
    console.log(
      `${i} tables: ${NAMES.map((name) => `${name} ${((100 * covered[name]) / i).toFixed(1)} %`).join(', ')}`,
    );
}

function settings(resamples) {
  return { law: 'parametric', resamples: String(resamples), compute: '1e21' };
}

/** Sizes over two decades and a half, each at several tokens a parameter; relative noise. */
function table({ E, A, B, alpha, beta }, count, noise, random) {
  const ratios = [5, 12, 30, 75];
  const sizes = Math.ceil(count / ratios.length);
  const rows = Array.from({ length: count }, (_, i) => {
    const N = Math.round(1e7 * 10 ** ((2.5 * Math.floor(i / ratios.length)) / (sizes - 1)));
    const D = N * ratios[i % ratios.length];
    const normal = Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    return `${N},${D},${(E + A * N ** -alpha + B * D ** -beta) * Math.exp(noise * normal)}`;
  });
  const bytes = new TextEncoder().encode(`parameters,tokens,loss\n${rows.join('\n')}\n`);
  return { name: 'runs.csv', origin: 'made', bytes: async () => new Uint8Array(bytes) };
}
