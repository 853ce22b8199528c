import { exp, log, power } from '../../../numeric/special.ts';
import type { BoltzmannProblem } from '../problem.ts';

/** What the experiment compares its chains with. */
export interface Enumeration {
  logLikelihood: number;
  /** Of W, b and c, one after the other. */
  gradient: Float64Array;
}

/** Sums over all states of all units, visible and hidden alike, of what their energies say. */
export function enumerate({ machine: { W, b, c }, data }: BoltzmannProblem): Enumeration {
  const [n, m] = [b.length, c.length];
  const gradient = new Float64Array(n * m + n + m);
  const all = { weight: 0, means: new Float64Array(gradient.length) };
  /**
   * Adds e^{−E} and e^{−E} times the products of units over all hidden states of these visible
   * ones.
   */
  const visit = (v: ArrayLike<number>, into: typeof all) => {
    for (let h = 0; h < power(2, m); h++) {
      const unit = (j: number) => (h >> j) & 1;
      let minusEnergy = 0;
      for (let i = 0; i < n; i++) minusEnergy += b[i] * v[i];
      for (let j = 0; j < m; j++) {
        if (!unit(j)) continue;
        minusEnergy += c[j];
        for (let i = 0; i < n; i++) minusEnergy += v[i] * W[i * m + j];
      }
      const weight = exp(minusEnergy - most);
      into.weight += weight;
      for (let i = 0; i < n; i++) {
        if (v[i] === 0) continue;
        into.means[n * m + i] += weight;
        for (let j = 0; j < m; j++) if (unit(j)) into.means[i * m + j] += weight;
      }
      for (let j = 0; j < m; j++) if (unit(j)) into.means[n * m + n + j] += weight;
    }
  };
  const positive = (sum: number, one: number) => sum + Math.max(one, 0);
  /** No state has more than this. */
  const most = W.reduce(positive, b.reduce(positive, c.reduce(positive, 0)));
  const bits = new Float64Array(n);
  for (let v = 0; v < power(2, n); v++) {
    for (let i = 0; i < n; i++) bits[i] = (v >> i) & 1;
    visit(bits, all);
  }
  let logLikelihood = 0;
  for (const row of data) {
    const here = { weight: 0, means: new Float64Array(gradient.length) };
    visit(row, here);
    logLikelihood += (log(here.weight) - log(all.weight)) / data.length;
    for (let e = 0; e < gradient.length; e++)
      gradient[e] += (here.means[e] / here.weight - all.means[e] / all.weight) / data.length;
  }
  return { logLikelihood, gradient };
}
