import { defineObservables } from '../contract.ts';
import type { LazyRichProblem } from './problem.ts';

export const observables = defineObservables<LazyRichProblem>()({
  errorRatio: {
    label: 'test error over linearised',
    symbol: 'E/E_lin',
    description:
      "the student's test error over that of its own linearisation, trained by the same steps on the same data",
    scale: 'log',
  },
  movementRatio: {
    label: 'movement over linearised',
    symbol: '|Δw|/|Δw|_lin',
    description: 'how far the weights moved over how far those of the linearised student moved',
    scale: 'log',
  },
  movement: {
    label: 'movement of the weights',
    symbol: '|Δw|/|w₀|',
    description: 'relative to the norm of the initial weights, all layers together',
    scale: 'log',
  },
  kernelMovement: {
    label: 'movement of the kernel',
    symbol: '‖ΔΘ‖/‖Θ₀‖',
    description: 'of the tangent kernel on the test inputs (on the datum, for the solvable student)',
    scale: 'log',
  },
  distance: {
    label: 'distance from linearised',
    symbol: '‖f − f_lin‖/‖f_lin‖',
    description: 'between the outputs of the student and of its linearisation on test inputs',
    scale: 'log',
    theory: 'none',
  },
  alignment: {
    label: 'alignment with the teacher',
    symbol: 'cos(w, θ)',
    description: "largest |cos| of a unit's weights with a teacher's, averaged over units with the weight |a||w|",
    scale: 'linear',
    theory: 'none',
  },
  teacherOverlap: {
    label: 'overlap with the teacher',
    symbol: 'R',
    description: 'correlation of what student and teacher say of fresh inputs: an order parameter of any network',
    scale: 'linear',
    theory: 'none',
    most: 1,
  },
  testError: {
    label: 'test error',
    symbol: 'E',
    description: 'mean squared error on fresh inputs, relative to the power of the target',
    scale: 'log',
    theory: 'none',
  },
  linearisedError: {
    label: 'linearised test error',
    symbol: 'E_lin',
    description:
      'the same of the linearised student: kernel gradient descent with the tangent kernel of the initial weights',
    scale: 'log',
    theory: 'none',
  },
  trainError: {
    label: 'training loss left',
    symbol: 'L/L₀',
    description: 'training loss at the end over that at the beginning',
    scale: 'log',
    theory: 'none',
  },
});

export type LazyRichObservable = keyof typeof observables;
