import { exp, log } from '../../numeric/special.ts';
import { type Centred, type Column, type Columns, type Form, grid, logSum, mean } from './form.ts';

const EXPONENTS = [0.05, 0.15, 0.3, 0.5, 0.8, 1.2, 2];
const FLOORS = [1e-3, 0.1, 0.4, 0.7, 0.9, 0.98];
const SHARES = [0.02, 0.15, 0.5, 0.9];

/** E + A x^{−α} in one column. */
export function powerOf(column: Column): Form {
  return {
    id: 'power',
    title: 'one power and a floor',
    formula: `L = E + A ${column}^{−α}`,
    needs: [column],
    constants: [
      { name: 'E', symbol: 'E', isPositive: true },
      { name: 'A', symbol: 'A', isPositive: true },
      { name: 'alpha', symbol: 'α', isPositive: false },
    ],
    around(columns): Centred {
      const x0 = mean(columns[column]!);
      return {
        starts: (logLoss) => {
          const [least, middle] = [logLoss.reduce((a, b) => Math.min(a, b)), mean(logLoss)];
          return grid(
            FLOORS.map((share) => least + log(share)),
            SHARES.map((share) => middle + log(share)),
            EXPONENTS,
          );
        },
        logLoss(at: Columns, j, [e, a, alpha], gradient) {
          const x = at[column]![j] - x0;
          const value = logSum(a - alpha * x, e);
          const share = exp(a - alpha * x - value);
          gradient[0] = exp(e - value);
          gradient[1] = share;
          gradient[2] = -share * x;
          return value;
        },
        constants: ([e, a, alpha]) => [exp(e), exp(a + alpha * x0), alpha],
        coordinates: ([E, A, alpha]) => [log(E), log(A) - alpha * x0, alpha],
      };
    },
  };
}

/**
 * E + A x^{−α} (1 + (x/d)^{1/f})^{−cf}: a power whose exponent grows from α to α + c at x = d, over
 * a width f in ln x (Caballero et al. 2022, 2210.14891, eq. 1, with one break).
 */
export function brokenPowerOf(column: Column): Form {
  return {
    id: 'broken',
    title: 'a power that bends once, and a floor',
    formula: `L = E + A ${column}^{−α} (1 + (${column}/d)^{1/f})^{−cf}`,
    needs: [column],
    constants: [
      { name: 'E', symbol: 'E', isPositive: true },
      { name: 'A', symbol: 'A', isPositive: true },
      { name: 'alpha', symbol: 'α', isPositive: false },
      { name: 'change', symbol: 'c', isPositive: false },
      { name: 'break', symbol: 'd', isPositive: true },
      { name: 'width', symbol: 'f', isPositive: true },
    ],
    around(columns): Centred {
      const x0 = mean(columns[column]!);
      const sorted = Float64Array.from(columns[column]!, (x) => x - x0).sort();
      const breaks = [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
      return {
        starts: (logLoss) => {
          const [least, middle] = [logLoss.reduce((a, b) => Math.min(a, b)), mean(logLoss)];
          return grid(
            [0.05, 0.5, 0.9].map((share) => least + log(share)),
            [0.1, 0.6].map((share) => middle + log(share)),
            [0, 0.1, 0.3, 0.8],
            [-0.3, 0.3, 1],
            breaks,
            [log(0.1), log(0.5)],
          );
        },
        logLoss(at: Columns, j, [e, a, alpha, change, place, logWidth], gradient) {
          const x = at[column]![j] - x0;
          const width = exp(logWidth);
          const z = (x - place) / width;
          const bent = logSum(0, z);
          const step = exp(z - bent);
          const term = a - alpha * x - change * width * bent;
          const value = logSum(term, e);
          const share = exp(term - value);
          gradient[0] = exp(e - value);
          gradient[1] = share;
          gradient[2] = -share * x;
          gradient[3] = -share * width * bent;
          gradient[4] = share * change * step;
          gradient[5] = -share * change * width * (bent - step * z);
          return value;
        },
        constants: ([e, a, alpha, change, place, logWidth]) => [
          exp(e),
          exp(a + alpha * x0),
          alpha,
          change,
          exp(place + x0),
          exp(logWidth),
        ],
        coordinates: ([E, A, alpha, change, at, width]) => [
          log(E),
          log(A) - alpha * x0,
          alpha,
          change,
          log(at) - x0,
          log(width),
        ],
      };
    },
  };
}
