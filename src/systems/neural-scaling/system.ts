import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { TARGETS } from './experiment/draws.ts';
import { DRAWS } from './experiment/frontier.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type NeuralScalingParameters, parameters } from './parameters.ts';
import { hasFrontier, type NeuralScalingProblem, prepare, runsOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const neuralScaling = defineSystem({
  id: 'neural-scaling',
  title: 'A solvable model of neural scaling laws',
  strand: 'simple laws',
  question: 'How does the loss fall with training time, data, model size and compute?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    step: { label: 'step', symbol: 't', scale: 'log', at: ({ steps }) => Float64Array.from(steps) },
    compute: { label: 'compute', symbol: 'C', scale: 'log', at: ({ compute }) => compute },
  },
  observables,
  derived,
  shown: ['testLoss', 'trainLoss', 'frontierLoss'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason:
      'the theory is leading order in 1/P and 1/N: at 100 of each it is good to 2 per cent, which a hundred draws tell',
  },
  validity,
  inert: [
    actsOnlyWith(['samples'], 'learning', 'samples'),
    actsOnlyWith(['features'], 'projection', 'random'),
    actsOnlyWith(['batch'], 'learning', 'one-pass'),
    noEffect<NeuralScalingParameters>(
      ['frontier'],
      (p) => !hasFrontier({ ...p, frontier: 'yes' }),
      'acts only with learning=one-pass or population, projection=random and members=1',
    ),
    noEffect<NeuralScalingParameters>(
      ['noise'],
      ({ learning }) => learning === 'population',
      'has no effect with learning=population, where it averages out',
    ),
    noEffect<NeuralScalingParameters>(
      ['members'],
      ({ learning, projection }) => learning === 'population' && projection === 'none',
      'has no effect with learning=population and projection=none, where nothing is drawn and all members are the same',
    ),
    noEffect<NeuralScalingParameters>(['own'], ({ members }) => members === 1, 'acts only with members=2 or more'),
    noEffect<NeuralScalingParameters>(
      ['own'],
      ({ learning, projection }) => learning === 'population' || projection === 'none',
      'has no effect with learning=population or projection=none, where only one of features and data is drawn',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Products at 6 GF/s, 5 ns for each random number, 4 µs for each step; theory takes some sums over
 * modes, and condenses them for the others.
 */
function cost(problem: NeuralScalingProblem): Cost {
  const { parameters: p, lambda, steps } = problem;
  const K = lambda.length;
  const isProjected = p.projection === 'random';
  const N = isProjected ? p.features : K;
  const P = p.learning === 'samples' ? p.samples : 0;
  const kernel = P > 0 ? Math.min(P, N) : N;
  const joint = isProjected ? Math.min(N + TARGETS, K) : 0;
  const isDiagonal = p.learning === 'population' && !isProjected;
  const isOnePass = p.learning === 'one-pass';
  const [setup, perStep] = isOnePass
    ? [joint * joint * K, 2 * p.batch * N * (joint + 2 * TARGETS)]
    : [
        (isProjected ? 2 * K * N * (P || N) : 0) + P * N * kernel,
        isDiagonal ? 4 * K * TARGETS : 2 * kernel * kernel * TARGETS,
      ];
  const normals = K * ((isProjected ? N : 0) + P);
  const drawn = normals + (isOnePass ? p.steps * p.batch * (joint || K) : 0);
  const test = 2 * K * TARGETS * (isProjected ? N : 2) * steps.length;
  const flops = setup + test + p.steps * perStep;
  const frontier = hasFrontier(p) ? frontierCost(problem) : { seconds: 0, theory: 0 };
  return {
    seconds: 2e-4 + p.members * (flops / 6e9 + 5e-9 * drawn + 4e-6 * p.steps) + frontier.seconds,
    bytes:
      8 * (p.members * (normals + P * N + (isDiagonal ? K : kernel * kernel) + joint * (joint + K)) + 5 * K * TARGETS),
    theory: 0.05 + 3e-6 * K + frontier.theory,
  };
}

/** Projections, their eigenvectors, and 2 ns for each of these at each step. */
function frontierCost(problem: NeuralScalingProblem) {
  const K = problem.lambda.length;
  const runs = runsOf(problem);
  const ofRun = (N: number, steps: number) => 4 * N * N * K + 20 * N * K + 10 * (N * N * N) + 4 * N * steps;
  const flops = runs.reduce((sum, { features, steps }) => sum + ofRun(features, steps[steps.length - 1]), 0);
  return { seconds: (DRAWS * flops) / 2e9, theory: runs.length * (0.01 + 2e-6 * K) };
}
