import { type Cost, defineSystem } from '../contract.ts';
import { stepCoordinate } from '../shared/coordinates.ts';
import { claims } from './claims.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type ModularAdditionProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const modularAddition = defineSystem({
  id: 'modular-addition',
  title: 'Grokking modular addition',
  strand: 'universal behaviour',
  question: 'When does a network that has memorised sums modulo p learn to add?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { step: stepCoordinate(({ measuredAt }: ModularAdditionProblem) => measuredAt) },
  observables,
  claims,
  shown: ['trainAccuracy', 'testAccuracy', 'periodicity', 'memorisesFirst', 'becomesPeriodic'],
  margin: {
    value: 0.05,
    reason: 'the exact solution is known exactly, and a few hundred networks tell its noise to some per cent',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Three products a step in single precision at 4 GF/s, and 32 networks on all pairs. */
function cost({ parameters, trained, measuredAt }: ModularAdditionProblem): Cost {
  const { modulus: p, units, steps } = parameters;
  const forward = 6e-10 * 3 * p * units;
  return {
    seconds: 1e-3 + steps * (2e-5 + 3 * trained * forward) + (measuredAt.length + 32) * p * p * forward,
    bytes: 4 * (8 * p * p * (units + p) + 30 * p * units),
    theory: 2e-5 * p,
  };
}
