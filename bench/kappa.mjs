// κ for 100 sample counts on a power law of 100 000 modes: Orrery against SciPy's brentq on the
// same equation, to the same accuracy. Run after a build: node bench/kappa.mjs. Needs python3 with
// SciPy (PYTHON names another interpreter).
import { spectrum } from '../dist/data/spectra.js';
import { prepareModes } from '../dist/random-matrices/modes.js';
import { renormalizedRidgeSweep } from '../dist/random-matrices/renormalized-ridge.js';
import { leastOf, printedBy } from './side-by-side.mjs';

const problem = {
  modes: 100_000,
  decay: 1.5,
  ridge: 1e-6,
  repeats: 3,
  samples: Array.from({ length: 100 }, (_, i) => Math.round(10 * 5000 ** (i / 99))),
};

const eta = spectrum({ type: 'power-law', dimension: problem.modes, decay: problem.decay });
// The preparation of the spectrum is timed as well.
const [best, kappas] = leastOf(
  5,
  () => renormalizedRidgeSweep(prepareModes(eta), problem.samples, problem.ridge),
  1,
  26,
);

const scipy = JSON.parse(printedBy('kappa.py', [], JSON.stringify(problem)));
for (const [name, { seconds, kappas: theirs }] of Object.entries(scipy)) {
  const apart = Math.max(...theirs.map((kappa, i) => Math.abs(kappa / kappas[i] - 1)));
  const label = `scipy brentq, ${name}`.padEnd(26);
  console.log(
    `${label}${(seconds * 1e3).toFixed(1)} ms   ${(seconds / best).toFixed(0)}× as long   largest relative difference ${apart.toExponential(1)}`,
  );
}
