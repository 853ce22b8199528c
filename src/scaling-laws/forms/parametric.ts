import { exp, log } from '../../numeric/special.ts';
import { type Centred, type Columns, type Form, grid, mean } from './form.ts';

const EXPONENTS = [0.05, 0.15, 0.3, 0.5, 0.8, 1.2];
/**
 * Shares of the smallest loss that a start takes for its floor, and for the two terms in the
 * middle.
 */
const FLOORS = [0.02, 0.4, 0.8, 0.97];
const SHARES = [0.02, 0.15, 0.5];

/**
 * E + A N^{−α} + B D^{−β} (Hoffmann et al. 2022, 2203.15556, eq. 2), in the logarithms of the three
 * terms at the middle of ln N and ln D, and the exponents.
 */
export const parametric: Form = {
  id: 'parametric',
  title: 'sum of two powers and a floor',
  formula: 'L = E + A N^{−α} + B D^{−β}',
  needs: ['N', 'D'],
  constants: [
    { name: 'E', symbol: 'E', isPositive: true },
    { name: 'A', symbol: 'A', isPositive: true },
    { name: 'B', symbol: 'B', isPositive: true },
    { name: 'alpha', symbol: 'α', isPositive: false },
    { name: 'beta', symbol: 'β', isPositive: false },
  ],
  around({ N, D }): Centred {
    const [n0, d0] = [mean(N!), mean(D!)];
    return {
      starts: (logLoss) => {
        const [least, middle] = [logLoss.reduce((a, b) => Math.min(a, b)), mean(logLoss)];
        return grid(
          FLOORS.map((share) => least + log(share)),
          SHARES.map((share) => middle + log(share)),
          SHARES.map((share) => middle + log(share)),
          EXPONENTS,
          EXPONENTS,
        );
      },
      logLoss({ N, D }: Columns, j, x, gradient) {
        const [e, n, d] = [x[0], N![j] - n0, D![j] - d0];
        const [u, v] = [x[1] - x[3] * n, x[2] - x[4] * d];
        const most = Math.max(e, u, v);
        const [floor, ofN, ofD] = [exp(e - most), exp(u - most), exp(v - most)];
        const sum = floor + ofN + ofD;
        gradient[0] = floor / sum;
        gradient[1] = ofN / sum;
        gradient[2] = ofD / sum;
        gradient[3] = -gradient[1] * n;
        gradient[4] = -gradient[2] * d;
        return most + log(sum);
      },
      constants: ([e, a, b, alpha, beta]) => [exp(e), exp(a + alpha * n0), exp(b + beta * d0), alpha, beta],
      coordinates: ([E, A, B, alpha, beta]) => [log(E), log(A) - alpha * n0, log(B) - beta * d0, alpha, beta],
    };
  },
};
