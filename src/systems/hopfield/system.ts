import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial, STARTS } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type HopfieldParameters, inert, parameters } from './parameters.ts';
import { type HopfieldProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { capacity } from './theory/order-parameters.ts';
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
  corners: { load: ends },
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

/** The last load of retrieval in whole patterns, and the first one beyond. */
function ends({ units, temperature }: HopfieldParameters): number[] {
  const lost = Math.ceil(units * capacity(temperature).alpha);
  return [(lost - 1) / units, lost / units];
}

/**
 * Couplings and first fields take 4N²P operations at 13 GF/s; a cold run N² additions and more, the
 * more patterns the more; a warm network 45 ns for each unit and sweep, and 0.4 ns for each unit
 * that hears of a flip.
 */
function cost({ patterns, load, parameters: { units, temperature, sweeps } }: HopfieldProblem): Cost {
  const starts = Math.min(patterns, temperature > 0 ? STARTS.warm : STARTS.cold);
  const flips = Math.min(0.5, 0.3 * temperature);
  const cold = 1.5e-9 * (1 + 2 * load) * squared(units);
  const warm = 4 * sweeps * units * (4.5e-8 + 4e-10 * flips * units);
  return {
    seconds: 5e-4 + 3e-10 * squared(units) * patterns + starts * (temperature > 0 ? warm : cold),
    bytes: 2e6 + 4 * (units * units + 2 * units * patterns) + 64 * units,
    theory: temperature > 0 ? 4e-3 + 1e-3 / temperature : 0,
  };
}
