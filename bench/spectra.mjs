// The density of sample covariances at 400 points for a structured population of 300 eigenvalues:
// Orrery against NumPy and SciPy solving the same self-consistent equation to the same accuracy.
// Run after a build: node bench/spectra.mjs. Needs python3 with SciPy (PYTHON names another
// interpreter).
import { sampleSpectrum } from '../dist/random-matrices/sample-spectrum.js';
import { leastOf, printedBy } from './side-by-side.mjs';

const problem = {
  eta: Array.from({ length: 300 }, (_, k) => 1 / (1 + k / 100)),
  samples: 600,
  repeats: 3,
};
const { edges } = sampleSpectrum(problem.eta, problem.samples);
const [low, high] = [edges[0], edges.at(-1)];
problem.x = Array.from({ length: 400 }, (_, i) => low + ((high - low) * (i + 0.5)) / 400);

// The preparation of the spectrum and the search for its edges are timed as well.
const [best, densities] = leastOf(20, () => sampleSpectrum(problem.eta, problem.samples).densities(problem.x), 2, 39);

const theirs = JSON.parse(printedBy('spectra.py', [], JSON.stringify(problem)));
for (const [name, { seconds, densities: other }] of Object.entries(theirs)) {
  const apart = Math.max(...other.map((rho, i) => Math.abs(rho - densities[i]))) / Math.max(...densities);
  console.log(
    `${name.padEnd(39)}${(seconds * 1e3).toFixed(1)} ms   ${(seconds / best).toFixed(0)}× as long   largest difference ${apart.toExponential(1)} of the peak`,
  );
}
