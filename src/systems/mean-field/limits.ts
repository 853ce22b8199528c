import { arcsin } from '../../numeric/arc.ts';
import { hypot, power, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { crossover } from '../lazy-rich/theory/crossover.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { kernelAt, outputAfter } from './theory/two-layer-linear.ts';

/**
 * Two inputs of this overlap with the targets 1 and −1, which are an eigenvector of every kernel.
 */
const OVERLAP = 0.3;

/**
 * Kernels on them at the start, diagonal and off-diagonal: the tangent kernel and the last
 * features.
 */
interface Start {
  tangent: [number, number];
  features: [number, number];
}

/** One hidden layer of erf units (Williams 1997; Lee et al. 2019). */
const erfStart: Start = {
  features: [1, OVERLAP].map((c) => (2 / Math.PI) * arcsin((2 * c) / 3)) as [number, number],
  tangent: [1, OVERLAP].map(
    (c) => (2 / Math.PI) * arcsin((2 * c) / 3) + (4 * c) / (Math.PI * Math.sqrt(9 - 4 * c * c)),
  ) as [number, number],
};

/** Two hidden layers of linear units: each layer of weights adds the input kernel. */
const linearStart: Start = { features: [1, OVERLAP], tangent: [3, 3 * OVERLAP] };

/** Gradient descent with the kernels at rest, so many steps at this rate. */
function atRest({ tangent, features }: Start, rate: number, steps: number) {
  const curve = (value: (step: number) => number) => Array.from({ length: steps + 1 }, (_, step) => value(step));
  const left = (step: number) => power(1 - (rate * (tangent[0] - tangent[1])) / 2, step);
  const aligned = ([diagonal, other]: [number, number]) => (diagonal - other) / hypot(diagonal, other) / Math.SQRT2;
  return {
    loss: curve((step) => 0.5 * squared(left(step))),
    learned: curve((step) => 1 - left(step)),
    tangentKernel: curve(() => tangent[0]),
    tangentAlignment: curve(() => aligned(tangent)),
    featureKernel: curve(() => features[0]),
    featureAlignment: curve(() => aligned(features)),
  };
}

export const limits: Limit[] = [
  {
    id: 'lazy',
    title: 'As γ₀ falls, the kernels rest: kernel gradient descent with the tangent kernel of the start',
    ...closedForm('the neural tangent kernel of erf units', 'lee2019'),
    ...fallingAs(2, [5, 20, 80]),
    deviation: (inverse, context) => {
      const settings = { activation: 'erf', richness: 1 / inverse, rate: 0.2, steps: 10, correlation: OVERLAP };
      return farthest(context, settings, atRest(erfStart, 0.2, 10));
    },
  },
  {
    id: 'lazy-deep',
    title: 'So they do with two hidden layers',
    ...closedForm('the neural tangent kernel of linear units', 'jacot2018'),
    ...fallingAs(2, [5, 20, 80]),
    deviation: (inverse, context) => {
      const deep = { activation: 'linear', depth: 2 };
      const settings = { ...deep, richness: 1 / inverse, rate: 0.1, steps: 10, correlation: OVERLAP };
      return farthest(context, settings, atRest(linearStart, 0.1, 10));
    },
  },
  {
    id: 'gradient-flow',
    title: 'As the rate falls, two linear layers follow their closed form on one datum',
    ...closedForm('gradient flow of two linear layers', 'bordelon2022'),
    ...fallingAs(1, [10, 100, 1000]),
    deviation: (steps, context) => {
      const [target, richness] = [-1.5, 2];
      const settings = { activation: 'linear', targets: [target], richness, rate: 1 / steps, steps };
      const outputs = Array.from({ length: 11 }, (_, i) => outputAfter(i / 10, { target, richness }));
      const kernels = outputs.map((f) => kernelAt(f, { target, richness }));
      const every = (curve: number | Float64Array) =>
        (curve as Float64Array).filter((_, i, { length }) => i % ((length - 1) / 10) === 0);
      const { predicted } = context;
      const tenths = {
        predicted: async (name: string, given: Record<string, unknown>) => every(await predicted(name, given)),
      };
      const curves = farthest(tenths, settings, {
        loss: outputs.map((f) => squared(target - f) / 2),
        learned: outputs.map((f) => f / target),
        tangentKernel: kernels,
        featureKernel: kernels.map((one) => one / 2),
      });
      const movement = farthest(context, settings, { kernelMovement: kernels[10] / kernels[0] - 1 });
      return Promise.all([curves, movement]).then((far) => Math.max(...far));
    },
  },
  {
    id: 'rich',
    title: 'As γ₀ grows, two linear layers end with the kernel 2γ₀|y|: they forget where they began',
    ...closedForm('balanced weights', 'saxe2013'),
    ...fallingAs(2, [3, 9, 27]),
    deviation: async (richness, { predicted }) => {
      const settings = { activation: 'linear', targets: [1], richness, rate: 0.02 / richness, steps: 1000 };
      const kernels = (await predicted('tangentKernel', settings)) as Float64Array;
      return kernels[kernels.length - 1] / (2 * richness) - 1;
    },
  },
  {
    id: 'solvable-student',
    title: 'Two linear layers on one datum are the solvable student of lazy training, with α = 1/γ₀',
    ...otherSystem('lazy-rich', 'chizat2019'),
    ...exactAt(0.1, 1, 10),
    deviation: (richness) => {
      const student = crossover({ alpha: 1 / richness, n: 1, y: -2 }, 0.3);
      return outputAfter(0.3, { target: -2, richness }) / student.f - 1;
    },
  },
];
