import { exp, expm1, log } from '../../numeric/special.ts';
import { type Centred, type Columns, type Form, grid, logSum, mean } from './form.ts';

/**
 * The law of data that are seen several times (Muennighoff et al. 2023, 2305.16264, eqs. 5 to 7): E
 * + A N'^{−α} + B D'^{−β}, with D' = U(1 + R_D*(1 − e^{−R_D/R_D*})) effective tokens, R_D = D/U − 1
 * the repetitions of U different ones; and N' = U_N(1 + R_N*(1 − e^{−R_N/R_N*})), R_N = N/U_N − 1,
 * where U_N, at most N, is the size that is best for U tokens seen once: αA U_N^{−α} = βB U^{−β}.
 *
 * In coordinates: the logarithms of the three terms at the middle of ln N and ln U, ln α, ln β,
 * ln R_D*, ln R_N*.
 */
export const repeated: Form = {
  id: 'repeated',
  title: 'data seen several times',
  formula: 'L = E + A N’^{−α} + B D’^{−β}',
  needs: ['N', 'D', 'U'],
  constants: [
    { name: 'E', symbol: 'E', isPositive: true },
    { name: 'A', symbol: 'A', isPositive: true },
    { name: 'B', symbol: 'B', isPositive: true },
    { name: 'alpha', symbol: 'α', isPositive: true },
    { name: 'beta', symbol: 'β', isPositive: true },
    { name: 'RDstar', symbol: 'R_D*', isPositive: true },
    { name: 'RNstar', symbol: 'R_N*', isPositive: true },
  ],
  around({ N, U }): Centred {
    const [n0, u0] = [mean(N!), mean(U!)];
    return {
      starts: (logLoss) => {
        const [least, middle] = [logLoss.reduce((a, b) => Math.min(a, b)), mean(logLoss)];
        const exponents = [0.15, 0.35, 0.7].map(log);
        return grid(
          [0.4, 0.8].map((share) => least + log(share)),
          [0.05, 0.3].map((share) => middle + log(share)),
          [0.05, 0.3].map((share) => middle + log(share)),
          exponents,
          exponents,
          [1.5, 3.5],
          [1, 3],
        );
      },
      logLoss({ N, D, U }: Columns, j, [e, a, b, logAlpha, logBeta, logRD, logRN], gradient) {
        const [alpha, beta] = [exp(logAlpha), exp(logBeta)];
        const [n, u] = [N![j] - n0, U![j] - u0];
        const tokens = saturate(Math.max(0, expm1(D![j] - U![j])), exp(logRD));
        // ln U_N − n0, from αA U_N^{−α} = βB U^{−β}.
        const best = (logAlpha - logBeta + a - b + beta * u) / alpha;
        const isBound = best < n;
        const size = saturate(isBound ? expm1(n - best) : 0, exp(logRN));
        const lnN = (isBound ? best : n) + log(size.value);
        const lnD = u + log(tokens.value);
        const [first, second] = [a - alpha * lnN, b - beta * lnD];
        const value = logSum(logSum(first, second), e);
        const [ofN, ofD] = [exp(first - value), exp(second - value)];
        // How ln N' moves with ln U_N, while N stays.
        const follow = isBound ? 1 - exp(n - best) * (size.slope / size.value) : 0;
        gradient[0] = exp(e - value);
        gradient[1] = ofN * (1 - follow);
        gradient[2] = ofD + ofN * follow;
        gradient[3] = -ofN * (alpha * lnN + follow * (1 - alpha * best));
        gradient[4] = -ofD * beta * lnD - ofN * follow * (beta * u - 1);
        gradient[5] = -ofD * beta * (tokens.byLog / tokens.value);
        gradient[6] = isBound ? -ofN * alpha * (size.byLog / size.value) : 0;
        return value;
      },
      constants: ([e, a, b, logAlpha, logBeta, logRD, logRN]) => [
        exp(e),
        exp(a + exp(logAlpha) * n0),
        exp(b + exp(logBeta) * u0),
        exp(logAlpha),
        exp(logBeta),
        exp(logRD),
        exp(logRN),
      ],
      coordinates: ([E, A, B, alpha, beta, RD, RN]) => [
        log(E),
        log(A) - alpha * n0,
        log(B) - beta * u0,
        log(alpha),
        log(beta),
        log(RD),
        log(RN),
      ],
    };
  },
};

/** 1 + R*(1 − e^{−R/R*}), its derivative by R, and by ln R*. */
function saturate(repetitions: number, star: number): { value: number; slope: number; byLog: number } {
  const x = repetitions / star;
  const slope = exp(-x);
  return { value: 1 - star * expm1(-x), slope, byLog: star * (-expm1(-x) - x * slope) };
}
