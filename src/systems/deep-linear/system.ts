import { defineSystem } from '../contract.ts';
import { runTrial } from './experiment.ts';
import { limits } from './limits.ts';
import { type DeepLinearObservable, type DeepLinearParameters, parameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

export const deepLinear = defineSystem<typeof parameters, DeepLinearObservable>({
  id: 'deep-linear',
  title: 'Deep linear networks',
  strand: 'training dynamics',
  question: 'When does a deep linear network learn each mode of its task?',
  sources,
  parameters,
  sweep: {},
  coordinates: {
    time: { label: 'training time', symbol: 't = ηk', scale: 'linear' },
    mode: { label: 'mode', symbol: 'k', scale: 'linear' },
  },
  observables: {
    loss: {
      label: 'loss',
      symbol: 'L',
      description: 'half the squared distance to the teacher, weighted by the input covariance',
      scale: 'log',
      over: 'time',
      floor: lossFloor,
    },
    strength: {
      label: 'mode strength',
      symbol: 'a_k',
      description: 'what the network has learned of mode k: u_kᵀ W v_k with the teacher’s singular vectors',
      scale: 'linear',
      over: 'time',
      floor: strengthFloor,
    },
    modesLearned: {
      label: 'modes learned',
      symbol: 'Σ a/s',
      description: 'sum over the modes of the learned fraction of each: a staircase from saddle to saddle',
      scale: 'linear',
      over: 'time',
      floor: (p) => makeProblem(p).modes.reduce((sum, { final }) => sum + strengthFloor(p) / final, 0),
    },
    effectiveRank: {
      label: 'effective rank',
      symbol: '(Σσ)²/Σσ²',
      description: 'number of singular values of the network’s map that matter',
      scale: 'linear',
      over: 'time',
    },
    halfTime: {
      label: 'half time',
      symbol: 't_½',
      description: 'when a mode reaches half its final strength',
      scale: 'log',
      over: 'mode',
    },
    sharpness: {
      label: 'final sharpness',
      symbol: 'λ_max',
      description: 'largest eigenvalue of the Hessian at the end of training; gradient descent needs it below 2/η',
      scale: 'log',
    },
    imbalanceKept: {
      label: 'imbalance kept',
      symbol: 'δ_T/δ₀',
      description: '‖W₂ᵀW₂ − W₁W₁ᵀ‖ of the lowest two layers at the end over the start: 1 in gradient flow',
      scale: 'linear',
    },
  },
  shown: ['loss', 'modesLearned'],
  margin: {
    value: 0.1,
    reason:
      'strengths grow and the loss falls exponentially, so that one per cent of a stage time is ten of the loss; for small random starts the theory is leading order in a₀',
  },
  validity,
  inert,
  cost,
  predict,
  trial: (p, random, engine, reporter) => runTrial(makeProblem(p), p.mode, random, engine, reporter),
  limits,
  presets,
});

/** A step at 6 GF/s, 2 ns for each weight, and 4 µs for each product of small matrices. */
function cost(p: DeepLinearParameters): { seconds: number; bytes: number } {
  const { inputs, outputs, hidden, depth, measuredAt, modes } = makeProblem(p);
  const steps = measuredAt[measuredAt.length - 1];
  const weights = hidden * (inputs + outputs + (depth - 2) * hidden);
  const forward = hidden * inputs * (outputs + (depth - 2) * hidden);
  const flops = 6 * forward + 3 * modes.length * inputs * outputs;
  return {
    seconds: 2e-3 + steps * (flops / 6e9 + 2e-9 * weights + 4e-6 * (3 * depth - 3)),
    bytes: 8 * (6 * weights + 4 * depth * hidden * inputs + 4 * (inputs + outputs) ** 2 + hidden ** 2),
  };
}

/** A random start moves every strength by this much, up or down, before the mode grows. */
function strengthFloor(p: DeepLinearParameters): number {
  const { start, a0, hidden, modes } = makeProblem(p);
  return start === 'gaussian' ? (2 * a0) / Math.sqrt(hidden) : 1e-11 * modes[0].final;
}

/** What a random start's weights leave of the loss; round-off for the others. */
function lossFloor(p: DeepLinearParameters): number {
  const { start, a0, hidden, inputs, outputs, modes } = makeProblem(p);
  const initial = modes.reduce((sum, { s, lambda }) => sum + s ** 2 / (2 * lambda), 0);
  return 1e-13 * initial + (start === 'gaussian' ? (2 * inputs * outputs * a0 ** 2) / hidden : 0);
}

/** Settings that change nothing beside these others. */
function inert(p: DeepLinearParameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (p.strengths !== 'geometric')
    for (const key of ['modes', 'strongest', 'ratio']) reasons[key] = 'has no effect with an array for strengths';
  if (p.start !== 'aligned') {
    reasons.depth = 'acts only with start=aligned: other starts have a closed form for two layers alone';
    reasons.inputDecay = 'acts only with start=aligned: other starts have a closed form for white inputs alone';
  }
  if (p.start === 'gaussian') reasons.imbalance = 'has no effect with start=gaussian, whose imbalance is random';
  else if (p.start === 'aligned' && p.depth > 2) reasons.imbalance = 'acts only with depth=2';
  if (p.time !== 'auto') reasons.duration = 'acts only with time=auto';
  if (p.start !== 'rotated') reasons.angle = 'acts only with start=rotated';
  return reasons;
}
