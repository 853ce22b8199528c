import { exp, log, log1p, power } from '../../../numeric/special.ts';
import type { Machine } from '../problem.ts';

// Exact sums over the states of a small machine. A state of n units is a number whose bit i is unit
// i; a distribution holds a chance for each of the 2ⁿ.

/** A direction in the space of W, b and c, one after the other. */
export type Direction = Float64Array;

/** What the sums need of every state of the visible units. */
export interface States {
  machine: Machine;
  n: number;
  m: number;
  /** P(h_j = 1 | v) at vm + j. */
  on: Float64Array;
  /** p(v), and ln of the sum of e^{−E} over all states. */
  chances: Float64Array;
  logZ: number;
}

/** Sums the hidden units out: p(v) ∝ e^{b·v} Π_j (1 + e^{c_j + (Wᵀv)_j}). */
export function statesOf(machine: Machine): States {
  const { W, b, c } = machine;
  const [n, m] = [b.length, c.length];
  const on = new Float64Array(power(2, n) * m);
  const logs = new Float64Array(power(2, n));
  for (let v = 0; v < logs.length; v++) {
    for (let i = 0; i < n; i++) if ((v >> i) & 1) logs[v] += b[i];
    for (let j = 0; j < m; j++) {
      let field = c[j];
      for (let i = 0; i < n; i++) if ((v >> i) & 1) field += W[i * m + j];
      on[v * m + j] = logistic(field);
      logs[v] += softplus(field);
    }
  }
  const most = logs.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  const total = logs.reduce((sum, one) => sum + exp(one - most), 0);
  return { machine, n, m, on, chances: logs.map((one) => exp(one - most) / total), logZ: most + log(total) };
}

/** The distribution of rows of bits, each as likely as the others. */
export function empirical(rows: readonly ArrayLike<number>[], n: number): Float64Array {
  const chances = new Float64Array(power(2, n));
  for (const row of rows) chances[stateOf(row)] += 1 / rows.length;
  return chances;
}

/** Mean of ln p over the rows. */
export function meanLogLikelihood({ machine, m, on, logZ }: States, rows: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const row of rows) {
    const v = stateOf(row);
    for (let i = 0; i < row.length; i++) sum += machine.b[i] * row[i];
    // ln(1 + e^x) = −ln(1 − σ(x)), or x − ln σ(x).
    for (let j = 0; j < m; j++) {
      let field = machine.c[j];
      for (let i = 0; i < row.length; i++) field += machine.W[i * m + j] * row[i];
      sum += field > 0 ? field - log(on[v * m + j]) : -log1p(-on[v * m + j]);
    }
  }
  return sum / rows.length - logZ;
}

/** ⟨v σ(c + Wᵀv)ᵀ⟩, ⟨v⟩ and ⟨σ(c + Wᵀv)⟩ over a distribution of v. */
export function moments({ n, m, on }: States, chances: Float64Array): Direction {
  const out = new Float64Array(n * m + n + m);
  for (let v = 0; v < chances.length; v++) {
    const p = chances[v];
    if (p === 0) continue;
    for (let i = 0; i < n; i++) {
      if (!((v >> i) & 1)) continue;
      out[n * m + i] += p;
      for (let j = 0; j < m; j++) out[i * m + j] += p * on[v * m + j];
    }
    for (let j = 0; j < m; j++) out[n * m + n + j] += p * on[v * m + j];
  }
  return out;
}

/**
 * One step of the Gibbs chain, pT (of any vector p) with T(v → v′) = Σ_h p(h|v) p(v′|h), without
 * the matrix.
 */
export function gibbsStep({ machine, n, m, on }: States, chances: Float64Array): Float64Array {
  const hidden = new Float64Array(power(2, m));
  const given = new Float64Array(power(2, Math.max(n, m)));
  for (let v = 0; v < chances.length; v++) {
    if (chances[v] === 0) continue;
    independent(given, m, (j) => on[v * m + j]);
    for (let h = 0; h < hidden.length; h++) hidden[h] += chances[v] * given[h];
  }
  const next = new Float64Array(power(2, n));
  for (let h = 0; h < hidden.length; h++) {
    independent(given, n, (i) => {
      let field = machine.b[i];
      for (let j = 0; j < m; j++) if ((h >> j) & 1) field += machine.W[i * m + j];
      return logistic(field);
    });
    for (let v = 0; v < next.length; v++) next[v] += hidden[h] * given[v];
  }
  return next;
}

/** The distribution of independent units, the i-th of them 1 with chance on(i). */
function independent(out: Float64Array, units: number, on: (i: number) => number): void {
  out[0] = 1;
  for (let i = 0, states = 1; i < units; i++, states *= 2) {
    const p = on(i);
    for (let state = 0; state < states; state++) {
      out[state + states] = out[state] * p;
      out[state] *= 1 - p;
    }
  }
}

function stateOf(row: ArrayLike<number>): number {
  let v = 0;
  for (let i = 0; i < row.length; i++) v += row[i] * power(2, i);
  return v;
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}

function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}
