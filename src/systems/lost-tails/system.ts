import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type LostTailsParameters, parameters } from './parameters.ts';
import { type LostTailsProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const lostTails = defineSystem({
  id: 'lost-tails',
  title: 'Lost tails',
  strand: 'simple laws',
  question: 'What becomes of a scaling law when training data come from models that lost what is rare?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    samples: {
      label: 'training samples',
      symbol: 'T',
      scale: 'log',
      at: ({ sizes }) => Float64Array.from(sizes),
    },
  },
  observables,
  derived,
  shown: ['error', 'realError', 'lostShare'],
  margin: {
    value: 0.03,
    reason:
      'the sums are exact, and those behind a generator that learns right to 1 per cent: 3 is what trials can tell',
  },
  inert: [
    actsOnlyWith(['generatorSamples', 'generations'], 'generator', 'memorised'),
    actsOnlyWith(['cutoff'], 'generator', 'cut'),
    actsOnlyWith(['narrowedExponent'], 'generator', 'narrowed'),
    noEffect<LostTailsParameters>(
      ['realShare'],
      ({ generator }) => generator === 'real',
      'has no effect where all samples are real',
    ),
  ],
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** 40 ns a draw and again for the learners of each size; 40 ns for a power of a probability. */
function cost({ parameters, sizes }: LostTailsProblem): Cost {
  const { tokens, samples, generator, generatorSamples, generations } = parameters;
  const learned = generator === 'memorised' ? generations : 0;
  return {
    seconds:
      1e-3 +
      4e-8 * (2 * samples + learned * generatorSamples) +
      1e-8 * samples * sizes.length +
      1e-8 * tokens * (learned + 2),
    bytes: 32 * tokens,
    theory: 4e-8 * tokens * (3 * sizes.length + learned),
  };
}
