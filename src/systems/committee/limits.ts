import { arcsin } from '../../numeric/arc.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs } from '../shared/limits.ts';
import type { Overlaps } from './overlaps.ts';
import { generalisationError, noiseFloor, orderParameters, plateauError } from './theory/order-parameters.ts';

/**
 * Student units of squared norm `norm` and overlap `aligned` with their own teacher unit, `crossed`
 * with the others, of unit norm.
 */
function symmetric(K: number, M: number, norm: number, aligned: number, crossed: number): Overlaps {
  const matrix = (rows: number, columns: number, same: number, other: number) =>
    Float64Array.from({ length: rows * columns }, (_, e) => (Math.floor(e / columns) === e % columns ? same : other));
  return { K, M, Q: matrix(K, K, norm, 0), R: matrix(K, M, aligned, crossed), T: matrix(M, M, 1, 0) };
}

/** ε_g at time τ = ηα. */
function errorAt(start: Overlaps, stepSize: number, noise: number, tau: number): number {
  return generalisationError(orderParameters(start, { stepSize, noise }, [tau])[0]);
}

/** Theory at η = 1/scale: deviations are of first order in the step size. */
const asStepsShrink = fallingAs(1, [20, 40, 80]);

export const limits: Limit[] = [
  {
    id: 'gradient-flow',
    title: 'Small steps are gradient flow on the generalisation error, at the same ηα',
    ...closedForm('gradient flow of the order parameters', 'saad1995'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: (inverse) => {
      const start = symmetric(3, 2, 0.3, 0.2, 0.05);
      return errorAt(start, 1 / inverse, 0.1, 8) / errorAt(start, 0, 0, 8) - 1;
    },
  },
  {
    id: 'plateau',
    title: 'Without a head start the error stays on the symmetric plateau, (K/π)[π/6 − K arcsin(1/2K)] for small steps',
    ...closedForm('the symmetric fixed point', 'saad1995'),
    ...asStepsShrink,
    deviation: (inverse) => errorAt(symmetric(3, 3, 0.2, 0, 0), 1 / inverse, 0, 400) / plateauError(3) - 1,
  },
  {
    id: 'first-steps',
    title: 'At first all overlaps grow at the rates that orthogonal units have, from the error that they have',
    ...closedForm('the derivatives at orthogonal weights', 'saad1995'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: async (inverse, { predicted }) => {
      // One step for each input, of the size τ = 1/s.
      const [Q, tau] = [0.3, 1 / inverse];
      const settings = { students: 2, teachers: 2, startNorm: Q, headStart: 0, stepSize: tau, duration: 1 };
      const towards = ((2 / Math.PI) * tau) / Math.sqrt(2 * (1 + Q));
      const expected = {
        generalisationError: (2 * (arcsin(Q / (1 + Q)) + arcsin(1 / 2))) / Math.PI,
        alignedOverlap: towards,
        crossOverlap: towards,
        studentNorm: Q,
        studentOverlap: ((-4 / Math.PI) * tau * Q) / (1 + Q),
      };
      let most = 0;
      for (const [name, value] of Object.entries(expected)) {
        const curve = (await predicted(name, settings)) as Float64Array;
        most = Math.max(most, Math.abs(curve[curve.length - 1] / value - 1));
      }
      return most;
    },
  },
  {
    id: 'noise-floor',
    title: 'Label noise leaves the error ησ²/(2π)·(L + M/√3) of a student with L units too many, for small steps',
    ...closedForm('the noise floor', 'goldt2019'),
    ...asStepsShrink,
    deviation: (inverse) => {
      const learning = { stepSize: 1 / inverse, noise: 0.1 };
      const start = symmetric(3, 2, 1, 1, 0);
      start.Q[8] = 0.01;
      return errorAt(start, learning.stepSize, learning.noise, 200) / noiseFloor(learning, 2, 1) - 1;
    },
  },
  {
    id: 'relabelling',
    title: 'Exchanging two student units changes nothing',
    ...closedForm('permutation symmetry', 'saad1995'),
    ...exactAt(1, 2, 4),
    deviation: (tau) => {
      const [Q1, Q2, Q12] = [0.3, 0.2, 0.05];
      const T = Float64Array.of(1, 0, 0, 2);
      const there = { K: 2, M: 2, Q: Float64Array.of(Q1, Q12, Q12, Q2), R: Float64Array.of(0.2, 0.1, 0, -0.1), T };
      const back = { K: 2, M: 2, Q: Float64Array.of(Q2, Q12, Q12, Q1), R: Float64Array.of(0, -0.1, 0.2, 0.1), T };
      return errorAt(there, 0.7, 0.02, tau) / errorAt(back, 0.7, 0.02, tau) - 1;
    },
  },
];
