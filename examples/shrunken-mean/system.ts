import { defineSystem } from 'orrery-lab';
import { measuredError, trialSeconds } from './experiment/trial.ts';
import { parameters, prepare } from './problem.ts';
import { squaredError } from './theory/error.ts';

export const shrunkenMean = defineSystem({
  id: 'shrunken-mean',
  title: 'A mean, shrunken towards zero',
  strand: 'solvable settings',
  question: 'How far from the truth is a mean that is shrunken towards zero?',
  sources: [
    {
      id: 'hoerl1970',
      authors: ['Arthur E. Hoerl', 'Robert W. Kennard'],
      title: 'Ridge Regression: Biased Estimation for Nonorthogonal Problems',
      venue: 'Technometrics 12, 55',
      year: 1970,
      doi: '10.1080/00401706.1970.10488634',
    },
  ],
  parameters,
  sweep: { samples: '2:100:10:log' },
  prepare,
  observables: {
    error: {
      label: 'squared error',
      symbol: 'E',
      description: 'expected squared distance of the estimate Σx/(n + λ) from the true mean',
      scale: 'log',
    },
  },
  shown: ['error'],
  margin: { value: 0.05, reason: 'the theory is exact; a few hundred trials know the error to a few per cent' },
  // Which assumption of the theory the parameters strain, in words. This theory assumes nothing
  // that they could.
  validity: () => [],
  cost: (problem) => ({ seconds: trialSeconds(problem), bytes: 0 }),
  predict: (problem) => ({ observables: { error: { value: squaredError(problem), error: 1e-14 } } }),
  trial: (problem, { random }) => ({ observables: { error: measuredError(problem, random.stream('samples')) } }),
  // Of the usual mean and deviation, 1.
  limits: [
    {
      id: 'many-samples',
      title: 'With many samples shrinkage does not matter',
      to: { closedForm: 'E = σ²/n' },
      source: 'hoerl1970',
      scales: [100, 200, 400],
      order: 1,
      deviation: async (samples, { predicted }) => ((await predicted('error', { samples })) as number) * samples - 1,
    },
    {
      id: 'strong-shrinkage',
      title: 'With strong shrinkage the samples do not matter',
      to: { closedForm: 'E = μ²' },
      source: 'hoerl1970',
      scales: [1000, 2000, 4000],
      order: 1,
      deviation: async (shrinkage, { predicted }) => ((await predicted('error', { shrinkage })) as number) - 1,
    },
  ],
  presets: [],
});
