import { exp, log } from '../../numeric/special.ts';
import { type Centred, type Columns, type Form, grid, logSum, mean } from './form.ts';

const EXPONENTS = [0.03, 0.08, 0.15, 0.3, 0.6];
const SHARES = [0.2, 0.6, 0.95];

/**
 * [(N_c/N)^{α_N/α_D} + D_c/D]^{α_D} (Kaplan et al. 2020, 2001.08361, eq. 1.5), in ln (N_c/N)^{α_N}
 * and ln (D_c/D)^{α_D} at the middle of ln N and ln D, α_N, and ln α_D.
 */
export const kaplanForm: Form = {
  id: 'kaplan',
  title: 'joint law of Kaplan et al., without a floor',
  formula: 'L = [(N_c/N)^{α_N/α_D} + D_c/D]^{α_D}',
  needs: ['N', 'D'],
  constants: [
    { name: 'Nc', symbol: 'N_c', isPositive: true },
    { name: 'Dc', symbol: 'D_c', isPositive: true },
    { name: 'alphaN', symbol: 'α_N', isPositive: false },
    { name: 'alphaD', symbol: 'α_D', isPositive: true },
  ],
  around({ N, D }): Centred {
    const [n0, d0] = [mean(N!), mean(D!)];
    return {
      starts: (logLoss) => {
        const middle = mean(logLoss);
        const terms = SHARES.map((share) => middle + log(share));
        return grid(terms, terms, EXPONENTS, EXPONENTS.map(log));
      },
      logLoss({ N, D }: Columns, j, [p, q, alphaN, logAlphaD], gradient) {
        const alphaD = exp(logAlphaD);
        const [n, d] = [N![j] - n0, D![j] - d0];
        const [u, v] = [(p - alphaN * n) / alphaD, q / alphaD - d];
        const sum = logSum(u, v);
        const [ofN, ofD] = [exp(u - sum), exp(v - sum)];
        gradient[0] = ofN;
        gradient[1] = ofD;
        gradient[2] = -ofN * n;
        gradient[3] = alphaD * (sum - ofN * u - ofD * (v + d));
        return alphaD * sum;
      },
      constants: ([p, q, alphaN, logAlphaD]) => [
        exp(p / alphaN + n0),
        exp(q / exp(logAlphaD) + d0),
        alphaN,
        exp(logAlphaD),
      ],
      coordinates: ([Nc, Dc, alphaN, alphaD]) => [
        alphaN * (log(Nc) - n0),
        alphaD * (log(Dc) - d0),
        alphaN,
        log(alphaD),
      ],
    };
  },
};
