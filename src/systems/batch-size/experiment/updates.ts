import type { LeastSquaresProblem } from '../problem.ts';

/** Moves the errors that begin at `first` by one step; errors move as the weights do. */
export type Update = (errors: Float64Array, first: number, gradient: Float64Array) => void;

/** Of Adam's second moment. */
const BETA2 = 0.999;

/** The update of the problem's optimiser, with the memory of all runs. */
export function updateOf({ parameters, lambda, runs, rate }: LeastSquaresProblem): Update {
  const modes = lambda.length;
  const { momentum } = parameters;
  const memory = new Float64Array(runs * modes);
  switch (parameters.optimiser) {
    case 'gradient-descent':
      return (errors, first, gradient) => {
        for (let k = 0; k < modes; k++) errors[first + k] -= rate * gradient[k];
      };
    case 'heavy-ball':
      return (errors, first, gradient) => {
        for (let k = 0, i = first; k < modes; k++, i++) {
          memory[i] = momentum * memory[i] + gradient[k];
          errors[i] -= rate * memory[i];
        }
      };
    case 'sign':
      return (errors, first, gradient) => {
        for (let k = 0; k < modes; k++) errors[first + k] -= rate * Math.sign(gradient[k]);
      };
    case 'adam': {
      // Its second moment starts at that of the noise, and needs no correction of a bias.
      const squares = Float64Array.from(memory, (_, i) => (parameters.noise * lambda[i % modes]) / parameters.batch);
      return (errors, first, gradient) => {
        for (let k = 0, i = first; k < modes; k++, i++) {
          memory[i] = momentum * memory[i] + (1 - momentum) * gradient[k];
          squares[i] = BETA2 * squares[i] + (1 - BETA2) * gradient[k] * gradient[k];
          errors[i] -= (rate * memory[i]) / Math.sqrt(squares[i]);
        }
      };
    }
  }
}
