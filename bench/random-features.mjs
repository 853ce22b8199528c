// The Monte Carlo of random features side by side with NumPy and SciPy: the same draws, fits and resampling, one thread each, the best of
// several passes in turn. Above 1 Orrery is faster. Run after `npm run build`.
import { findSystem, makePlan } from '../dist/index.js';
import { runTrials } from '../dist/run/trials.js';
import { enginesHere, milliseconds } from './sides.mjs';

const [ROUNDS, TRIALS] = [3, 3];

const engines = await enginesHere();

const system = findSystem('random-features');
for (const activation of ['linear', 'relu', 'tanh']) {
  const plan = makePlan(system, { activation });
  const times = engines.map(() => Infinity);
  let theirs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [e, engine] of engines.entries()) times[e] = Math.min(times[e], await monteCarlo(plan, engine, round));
    theirs = Math.min(theirs, milliseconds('random_features.py', TRIALS, 1, activation));
  }
  const parts = engines.map(({ name }, e) => `${name} ${times[e].toFixed(0)} ms (${(theirs / times[e]).toFixed(2)}×)`);
  console.log(`random features, ${activation}: ${parts.join(', ')}, NumPy/SciPy ${theirs.toFixed(0)} ms`);
}

async function monteCarlo({ curves }, engine, round) {
  const setting = { system, seed: `bench ${round}`, curves };
  const start = performance.now();
  for (let point = 0; point < curves[0].points.length; point++)
    await runTrials(setting, { curve: 0, point, first: 0, count: TRIALS }, engine);
  return performance.now() - start;
}
