// The density of sample covariances at 400 points for a structured population of 300 eigenvalues: Orrery against NumPy and SciPy solving the
// same self-consistent equation to the same accuracy. Run after a build: node bench/spectra.mjs. Needs python3 with SciPy (PYTHON
// names another interpreter).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sampleSpectrum } from '../dist/random-matrices/sample-spectrum.js';

const problem = {
  eta: Array.from({ length: 300 }, (_, k) => 1 / (1 + k / 100)),
  samples: 600,
  repeats: 3,
};
const { edges } = sampleSpectrum(problem.eta, problem.samples);
const [low, high] = [edges[0], edges.at(-1)];
problem.x = Array.from({ length: 400 }, (_, i) => low + ((high - low) * (i + 0.5)) / 400);

let best = Number.POSITIVE_INFINITY;
let densities;
for (let repeat = 0; repeat < 20; repeat++) {
  const start = performance.now();
  // The preparation of the spectrum and the search for its edges are timed as well.
  densities = sampleSpectrum(problem.eta, problem.samples).densities(problem.x);
  best = Math.min(best, (performance.now() - start) / 1e3);
  if (repeat === 0) console.log(`orrery, first call                     ${(best * 1e3).toFixed(2)} ms`);
}
console.log(`orrery                                 ${(best * 1e3).toFixed(2)} ms`);

const script = fileURLToPath(new URL('spectra.py', import.meta.url));
const theirs = JSON.parse(
  execFileSync(process.env.PYTHON ?? '/usr/bin/python3', [script], {
    input: JSON.stringify(problem),
    maxBuffer: 2 ** 26,
  }),
);
for (const [name, { seconds, densities: other }] of Object.entries(theirs)) {
  const apart = Math.max(...other.map((rho, i) => Math.abs(rho - densities[i]))) / Math.max(...densities);
  console.log(
    `${name.padEnd(39)}${(seconds * 1e3).toFixed(1)} ms   ${(seconds / best).toFixed(0)}× as long   largest difference ${apart.toExponential(1)} of the peak`,
  );
}
