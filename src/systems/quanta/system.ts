import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type QuantaProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const quanta = defineSystem({
  id: 'quanta',
  title: 'Power laws from quanta',
  strand: 'simple laws',
  question: 'How do skills that are learned one by one, each all at once, make a smooth power law?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    examples: {
      label: 'examples',
      symbol: 'D',
      scale: 'log',
      at: ({ sizes }) => Float64Array.from(sizes),
    },
    fewerExamples: { label: 'examples', symbol: 'D', scale: 'log', at: ({ fewer }) => Float64Array.from(fewer) },
    slots: {
      label: 'slots',
      symbol: 'n',
      scale: 'log',
      at: ({ capacities }) => Float64Array.from(capacities),
    },
    rank: {
      label: 'rank',
      symbol: 'k',
      scale: 'log',
      at: ({ ranks }) => Float64Array.from(ranks),
    },
  },
  observables,
  derived,
  shown: ['loss', 'learned', 'capacityLoss'],
  margin: {
    value: 0.03,
    reason: 'the sums are exact, and those with few slots right to order 1/n: 3 per cent is what trials can tell',
  },
  validity,
  inert: [
    actsOnlyWith(['threshold', 'spread'], 'learner', 'counting'),
    actsOnlyWith(['depth', 'rate', 'start'], 'learner', 'gradient'),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** For each example, drawn and shown some ten times over, and the tests at each size. */
function cost({ parameters, sizes, capacities }: QuantaProblem): Cost {
  const { examples, learner } = parameters;
  return {
    seconds: 0.007 + (learner === 'counting' ? 5e-7 : 1.5e-6) * examples + 2.5e-4 * (sizes.length + capacities.length),
    bytes: 8 * 8192,
    theory: 0.02 + 2e-7 * examples,
  };
}
