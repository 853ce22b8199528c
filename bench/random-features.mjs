// The Monte Carlo of random features side by side with NumPy and SciPy: the same draws, fits and
// resampling, one thread each, the best of several passes in turn. Above 1 Orrery is faster. Run
// after `npm run build`.
import { findSystem, makePlan } from '../dist/index.js';
import { compared, enginesHere, monteCarlo, timeOf } from './side-by-side.mjs';

const [ROUNDS, TRIALS] = [3, 3];

const engines = await enginesHere();

const system = await findSystem('random-features');
for (const activation of ['linear', 'relu', 'tanh']) {
  const plan = makePlan(system, { activation });
  const times = engines.map(() => Infinity);
  let theirs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [e, engine] of engines.entries())
      times[e] = Math.min(times[e], await monteCarlo(system, plan, TRIALS, engine, round));
    theirs = Math.min(theirs, timeOf('random_features.py', TRIALS, 1, activation));
  }
  console.log(
    `random features, ${activation}: ${compared(engines, times, theirs, 0)}, NumPy/SciPy ${theirs.toFixed(0)} ms`,
  );
}
