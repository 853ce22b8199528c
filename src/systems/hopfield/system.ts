import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial, STARTS } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type HopfieldProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const hopfield = defineSystem({
  id: 'hopfield',
  title: 'Associative memory',
  strand: 'solvable settings',
  question: 'How many patterns can a network of binary units recall, how well, and up to which temperature?',
  sources,
  parameters,
  sweep: { load: '0.02:0.2:10' },
  prepare,
  observables,
  derived,
  shown: ['overlap', 'capacity'],
  margin: {
    value: 0.02,
    reason: 'the theory is for infinitely many units: overlaps are off by up to a per cent at N = 500 to 1000',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Couplings and first fields take 4N²P operations at 3 GF/s; a cold run some N² more; a warm
 * network 0.1 μs for each unit and sweep, and 3 ns for each unit that hears of a flip.
 */
function cost({ patterns, parameters: { units, temperature, sweeps } }: HopfieldProblem): Cost {
  const starts = Math.min(patterns, temperature > 0 ? STARTS.warm : STARTS.cold);
  const flips = Math.min(0.5, 0.3 * temperature);
  const run = temperature > 0 ? 4 * sweeps * units * (1e-7 + 3e-9 * flips * units) : 3e-9 * units ** 2;
  return {
    seconds: 4e-3 + 1.4e-9 * units ** 2 * patterns + starts * run,
    bytes: 4 * (units ** 2 + 2 * units * patterns) + 64 * units,
    theory: temperature > 0 ? 0.01 + 4e-3 / temperature : 0,
  };
}
