import { BadShape, NoConvergence, OutOfRange, Singular } from './errors.ts';

// Small dense problems in plain numbers, for theory: linear equations, linear programs, least
// squares with positive coefficients. A matrix is an array of its rows.

/** A matrix by rows. */
export type Rows = readonly ArrayLike<number>[];

/** Σ x_i y_i over the length of x. */
export function inner(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/**
 * The solution of A x = b for a square A (n × n), by elimination with exchanges of rows. Throws
 * `BadShape`, and `Singular` where a pivot is no more than `smallest` times the largest entry.
 */
export function solveLinear(a: Rows, b: ArrayLike<number>, smallest = 1e-14): Float64Array {
  const n = a.length;
  if (b.length !== n || a.some((row) => row.length !== n))
    throw new BadShape(`${n} equations need ${n} unknowns and ${n} right-hand sides`);
  const rows = a.map((row, i) => Float64Array.from([...Array.from(row), b[i]]));
  const largest = rows.reduce((most, row) => row.subarray(0, n).reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    const pivot = rows[k][k];
    if (!(Math.abs(pivot) > smallest * largest))
      throw new Singular(`the equations are singular: pivot ${k} is ${pivot}`);
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / pivot;
      if (factor !== 0) for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let rest = rows[i][n];
    for (let j = i + 1; j < n; j++) rest -= rows[i][j] * x[j];
    x[i] = rest / rows[i][i];
  }
  return x;
}

export interface ProgramSolution {
  x: Float64Array;
  /** c·x, the largest there is. */
  value: number;
  /**
   * Multipliers of the constraints: the solution of min b·u, Aᵀu ≥ c, u ≥ 0, with the same value.
   */
  dual: Float64Array;
}

/** A reduced cost or an entry of the tableau that is smaller counts as zero. */
const ROUNDING = 1e-11;

/**
 * max c·x subject to A x ≤ b and x ≥ 0, for b ≥ 0, so that x = 0 is allowed: the simplex method on
 * a dense tableau. The entering variable is the one of largest reduced cost, the leaving one of
 * those that tie the one of largest pivot; after m + n steps without progress both are taken by
 * Bland's rule (Bland 1977, Math. Oper. Res. 2, 103), which cannot cycle. Throws `BadShape`;
 * `OutOfRange` for a negative b and for a value without bound; `NoConvergence`.
 */
export function maximise(c: ArrayLike<number>, a: Rows, b: ArrayLike<number>): ProgramSolution {
  const [m, n] = [a.length, c.length];
  if (b.length !== m || a.some((row) => row.length !== n))
    throw new BadShape(`${m} constraints on ${n} variables need ${m} bounds and rows of ${n}`);
  for (let i = 0; i < m; i++)
    if (!(b[i] >= 0)) throw new OutOfRange('a bound of the linear program', b[i], 'at least 0');
  const last = n + m;
  const basis = Int32Array.from({ length: m }, (_, i) => n + i);
  let { tableau, costs } = tableauOf(c, a, b, basis);
  let stuck = 0;
  let fresh = true;
  for (let step = 0; step < 100 * (m + n); step++) {
    const first = stuck > m + n;
    const entering = enteringColumn(costs, last, first);
    if (entering < 0) {
      if (fresh) return solutionOf(tableau, costs, basis, n, m);
      // Small pivots on the way have magnified rounding: once more from the start to this basis.
      ({ tableau, costs } = tableauOf(c, a, b, basis));
      fresh = true;
      continue;
    }
    const leaving = leavingRow(tableau, basis, entering, last, first);
    if (leaving < 0) throw new OutOfRange('the value of the linear program', 'without bound', 'finite');
    stuck = tableau[leaving][last] === 0 ? stuck + 1 : 0;
    pivotOn(tableau, costs, leaving, entering);
    basis[leaving] = entering;
    fresh = false;
  }
  throw new NoConvergence('the linear program has not been solved within its steps');
}

/**
 * The tableau solved for the variables of a basis, by the largest pivots; `basis` is put in the
 * order of its rows. Columns: the variables, a slack variable for each constraint, the right-hand
 * side.
 */
function tableauOf(c: ArrayLike<number>, a: Rows, b: ArrayLike<number>, basis: Int32Array) {
  const [m, n] = [a.length, c.length];
  const tableau = a.map((row, i) => {
    const line = new Float64Array(n + m + 1);
    line.set(row);
    line[n + i] = 1;
    line[n + m] = b[i];
    return line;
  });
  const costs = new Float64Array(n + m + 1);
  for (let j = 0; j < n; j++) costs[j] = -c[j];
  const columns = new Set(basis);
  const rows = new Set(tableau.keys());
  while (columns.size > 0) {
    let [row, column, most] = [-1, -1, -1];
    for (const i of rows)
      for (const j of columns)
        if (Math.abs(tableau[i][j]) > most) [row, column, most] = [i, j, Math.abs(tableau[i][j])];
    pivotOn(tableau, costs, row, column);
    basis[row] = column;
    rows.delete(row);
    columns.delete(column);
  }
  for (const line of tableau) line[n + m] = Math.max(0, line[n + m]);
  return { tableau, costs };
}

function enteringColumn(costs: Float64Array, last: number, first: boolean): number {
  let best = -1;
  for (let j = 0; j < last; j++)
    if (costs[j] < (best < 0 ? -ROUNDING : costs[best])) {
      best = j;
      if (first) return best;
    }
  return best;
}

/**
 * The row with the least ratio; of several that of the largest pivot, or whose variable comes
 * `first`.
 */
function leavingRow(
  tableau: Float64Array[],
  basis: Int32Array,
  entering: number,
  last: number,
  first: boolean,
): number {
  let best = -1;
  let least = Infinity;
  const better = (i: number) => (first ? basis[i] < basis[best] : tableau[i][entering] > tableau[best][entering]);
  tableau.forEach((line, i) => {
    if (!(line[entering] > ROUNDING)) return;
    const ratio = line[last] / line[entering];
    if (ratio < least || (ratio === least && better(i))) [best, least] = [i, ratio];
  });
  return best;
}

function pivotOn(tableau: Float64Array[], costs: Float64Array, row: number, column: number): void {
  const line = tableau[row];
  const pivot = line[column];
  for (let j = 0; j < line.length; j++) line[j] /= pivot;
  line[column] = 1;
  for (const other of [...tableau, costs]) {
    if (other === line || other[column] === 0) continue;
    const factor = other[column];
    for (let j = 0; j < line.length; j++) other[j] -= factor * line[j];
    other[column] = 0;
  }
}

function solutionOf(
  tableau: Float64Array[],
  costs: Float64Array,
  basis: Int32Array,
  n: number,
  m: number,
): ProgramSolution {
  const x = new Float64Array(n);
  tableau.forEach((line, i) => {
    if (basis[i] < n) x[basis[i]] = Math.max(0, line[n + m]);
  });
  return { x, value: costs[n + m], dual: costs.slice(n, n + m).map((u) => Math.max(0, u)) };
}

/** A gradient that is smaller, relative to the column and to b, counts as zero. */
const SETTLED = 1e-12;

/**
 * argmin |A x − b|² over x ≥ 0, for A (m × n) whose chosen columns stay independent: the active-set
 * method of Lawson & Hanson, Solving Least Squares Problems (1974), chapter 23. Zeros of the
 * solution are exact. Throws `BadShape`, `Singular`, `NoConvergence`.
 */
export function nonnegativeLeastSquares(a: Rows, b: ArrayLike<number>): Float64Array {
  const [m, n] = [a.length, a[0]?.length ?? 0];
  if (b.length !== m || a.some((row) => row.length !== n))
    throw new BadShape('rows of one length, and as many right-hand sides');
  const column = (j: number) => Float64Array.from(a, (row) => row[j]);
  const columns = Array.from({ length: n }, (_, j) => column(j));
  const length = Math.sqrt(inner(b, b));
  const x = new Float64Array(n);
  const chosen: number[] = [];
  const residual = () =>
    Float64Array.from(b, (value, i) => columns.reduce((rest, col, j) => rest - col[i] * x[j], value));
  for (let step = 0; step < 30 * (n + 1); step++) {
    const r = residual();
    let best = -1;
    let most = SETTLED;
    for (let j = 0; j < n; j++) {
      if (chosen.includes(j)) continue;
      const gradient = inner(columns[j], r) / (Math.sqrt(inner(columns[j], columns[j])) * length || 1);
      if (gradient > most) [best, most] = [j, gradient];
    }
    if (best < 0) return x;
    chosen.push(best);
    for (;;) {
      const gram = chosen.map((i) => chosen.map((j) => inner(columns[i], columns[j])));
      const free = solveLinear(
        gram,
        chosen.map((i) => inner(columns[i], b)),
      );
      if (free.every((value) => value > 0)) {
        x.fill(0);
        chosen.forEach((j, k) => {
          x[j] = free[k];
        });
        break;
      }
      // As far towards it as all stay positive; those that reach zero are let go.
      let share = 1;
      chosen.forEach((j, k) => {
        if (free[k] <= 0) share = Math.min(share, x[j] / (x[j] - free[k]));
      });
      chosen.forEach((j, k) => {
        x[j] += share * (free[k] - x[j]);
      });
      const kept = chosen.filter((j, k) => free[k] > 0 || x[j] > 1e-14);
      for (const j of chosen) if (!kept.includes(j)) x[j] = 0;
      if (kept.length === chosen.length)
        throw new NoConvergence('least squares with positive coefficients makes no progress');
      chosen.splice(0, chosen.length, ...kept);
    }
  }
  throw new NoConvergence('least squares with positive coefficients has not been solved within its steps');
}
