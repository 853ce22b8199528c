import { BadInput, OrreryError } from '../numeric/errors.ts';
import type { Evaluators } from '../systems/contract.ts';

// Files of schema `orrery-reference/1`: cases of formulas with the values expected of them.
// reference/README.md describes them.

export interface ReferenceCase {
  formula: string;
  name: string;
  inputs: Record<string, unknown>;
  expected: Record<string, unknown>;
  /**
   * `rel` and `abs`, or one bound for each observable under its own name (or with `_rel` and `_abs`
   * after it).
   */
  tolerance: { theory?: Record<string, unknown> };
}

/**
 * One observable of one case that is not as expected, in words; `error` is relative and infinite
 * where it cannot be measured.
 */
export interface Mismatch {
  case: string;
  observable: string;
  got: unknown;
  expected: unknown;
  error: number;
}

export interface FormulaReport {
  formula: string;
  total: number;
  passed: number;
  implemented: boolean;
  /**
   * The largest relative deviation met, of values that are not taken as infinite, missing or
   * rounding.
   */
  worst: number;
  mismatches: Mismatch[];
}

/**
 * Some values in the files were taken in float64 from a difference of numbers of order one, which
 * rounds by some units of 2^−53; an implementation without that cancellation must not fail for
 * being right. So:
 * - `S` = 1/(1 − Df1/P): a magnitude above 2^48, as the 5.3e15 of an interpolating regression, counts as infinite;
 * - `S` and `E_train` = E_test/S² may differ, on top of their tolerance, by the relative error 2^−49 S that this rounding causes;
 * - `gamma…` and `var_…`, proportional to γ = 1 − (1 − γ), may differ by 2^−50;
 * - `mu0` and `coefficients`, means of an activation of order one times Hermite polynomials, whose positive and negative parts cancel,
 *   likewise; so may `kernel_first`, whose first entry is 0 by a contour integral;
 * - `level_eigenvalues…` are integrals that round relative to the largest of them, vanishing ones to noise of either sign: they may differ
 *   by 1e-12 of the largest; `tail_exponent…`, fitted to the last of them, by 1e-4; and what `krr.sphere` sums over 401 levels with
 *   their multiplicities, by 1e-5 (`sphere.json` has all of these to 50 digits, and is held to its stated tolerance in `kernel`);
 * - `E_g_published_theory` is a published curve, right to 1e-6;
 * - `bootstrap95` of a fit has the percentiles of 200 resamples of its own, ends of long tails among them: within a factor of two;
 * - `mean_field.particles` has means over 400 000 random neurons, of deviation 0.6 at most: they may differ by four standard errors;
 * - `adagrad_error` was integrated from a start that left 6e-6 of it, where 8s = g² − 1 − ln g² has all digits: within 1e-5;
 * - `universality.gauss_equivalence` has means over 25 random weights, of relative deviation 0.06: likewise.
 */
const COUNTS_AS_INFINITE = 2 ** 48;
const ROUNDING_OF_DIFFERENCES = 2 ** -50;
const DIFFERENCES_OF_ORDER_ONE = /^(gamma\w*|var_\w+|mu0|coefficients|kernel_first)$/;
const POWERS_OF_S = ['S', 'E_train'];
const LEVELS = /^level_eigenvalues/;
const ROUNDING_OF_LEVELS = 1e-12;
const TAIL_EXPONENT = /^tail_exponent/;
const ROUNDING_OF_TAIL_EXPONENT = 1e-4;
const ROUNDING_OF_SPHERE_SUMS = 1e-5;
const ROUNDING_OF_PUBLISHED = 1e-6;
const SCATTER_OF_BOOTSTRAP = 1;

/**
 * Observables of `scaling.fit` whose bounds stand under another name: the amplitudes together, and
 * both exponents.
 */
const BOUNDS_OF_FIT: Record<string, string> = { A: 'AB', B: 'AB', beta: 'alpha', objective_sum: 'objective' };
const SAMPLING_OF_PARTICLES = 4e-3;
const START_OF_ADAGRAD = 1e-5;
const SAMPLING_OF_WEIGHTS = (4 * 0.06) / 5;

const DEFAULT_TOLERANCE = 1e-9;

/**
 * Reads the text of a reference file. Throws `BadInput` that names the file and what is wrong with
 * it.
 */
export function parseReferenceFile(text: string, file: string): ReferenceCase[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new BadInput(`${file} is not JSON: ${(error as Error).message}`);
  }
  const { schema, cases } = isRecord(parsed) ? parsed : {};
  if (schema !== 'orrery-reference/1')
    throw new BadInput(`${file} has schema ${JSON.stringify(schema)}, not "orrery-reference/1"`);
  if (!Array.isArray(cases)) throw new BadInput(`${file} has no list of cases`);
  cases.forEach((entry: unknown, i) => {
    const complete =
      isRecord(entry) && typeof entry.formula === 'string' && isRecord(entry.inputs) && isRecord(entry.expected);
    if (!complete) throw new BadInput(`case ${i + 1} of ${file} lacks its formula, its inputs or what is expected`);
  });
  return cases as ReferenceCase[];
}

/**
 * Evaluates every case with the evaluator of its formula; formulas in the order of their first
 * case.
 */
export function checkCases(cases: ReferenceCase[], evaluators: Evaluators): FormulaReport[] {
  const reports = new Map<string, FormulaReport>();
  for (const entry of cases) {
    const { formula } = entry;
    const implemented = Object.hasOwn(evaluators, formula);
    const fresh = { formula, total: 0, passed: 0, implemented, worst: 0, mismatches: [] };
    const report = reports.get(formula) ?? fresh;
    reports.set(formula, report);
    report.total++;
    if (!implemented) continue;
    const { mismatches, worst } = checkCase(entry, evaluators[formula]);
    report.worst = Math.max(report.worst, worst);
    report.mismatches.push(...mismatches);
    if (mismatches.length === 0) report.passed++;
  }
  return [...reports.values()];
}

function checkCase(entry: ReferenceCase, evaluate: Evaluators[string]): { mismatches: Mismatch[]; worst: number } {
  const name = entry.name ?? entry.formula;
  let got: Record<string, unknown>;
  try {
    // A few cases say in their name alone what they are of.
    got = evaluate({ case: name, ...entry.inputs });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const said = error instanceof OrreryError ? error.message : (error.stack ?? error.message);
    const mismatch = {
      case: name,
      observable: '(evaluation)',
      got: said,
      expected: 'values',
      error: Number.POSITIVE_INFINITY,
    };
    return { mismatches: [mismatch], worst: Number.POSITIVE_INFINITY };
  }
  const mismatches: Mismatch[] = [];
  let worst = 0;
  for (const [observable, expected] of Object.entries(entry.expected)) {
    const error = deviation(got[observable], expected, toleranceOf(entry, observable));
    if (error.fails) mismatches.push({ case: name, observable, got: got[observable], expected, error: error.relative });
    worst = Math.max(worst, error.relative);
  }
  return { mismatches, worst };
}

export interface Tolerance {
  rel: number;
  abs: number;
}

/** The bounds of one observable, the rounding of the file's own value included. */
export function toleranceOf(entry: ReferenceCase, observable: string): Tolerance {
  const stated = statedTolerance(entry, observable);
  if (DIFFERENCES_OF_ORDER_ONE.test(observable)) stated.abs = Math.max(stated.abs, ROUNDING_OF_DIFFERENCES);
  const { S, [observable]: expected } = entry.expected;
  if (LEVELS.test(observable) && Array.isArray(expected))
    stated.abs = Math.max(stated.abs, ROUNDING_OF_LEVELS * Math.max(...expected.map(Math.abs)));
  if (TAIL_EXPONENT.test(observable)) stated.rel = Math.max(stated.rel, ROUNDING_OF_TAIL_EXPONENT);
  if (entry.formula === 'krr.sphere') stated.rel = Math.max(stated.rel, ROUNDING_OF_SPHERE_SUMS);
  if (observable === 'bootstrap95') stated.rel = Math.max(stated.rel, SCATTER_OF_BOOTSTRAP);
  if (observable === 'E_g_published_theory') stated.rel = Math.max(stated.rel, ROUNDING_OF_PUBLISHED);
  if (entry.formula === 'mean_field.particles') stated.abs = Math.max(stated.abs, SAMPLING_OF_PARTICLES);
  if (observable === 'adagrad_error') stated.rel = Math.max(stated.rel, START_OF_ADAGRAD);
  if (entry.formula === 'universality.gauss_equivalence') stated.rel = Math.max(stated.rel, SAMPLING_OF_WEIGHTS);
  if (typeof S === 'number' && POWERS_OF_S.includes(observable))
    stated.rel += 2 * ROUNDING_OF_DIFFERENCES * Math.abs(S);
  return stated;
}

/** Bounds under the observable's own name come before `rel` and `abs` of the whole case. */
function statedTolerance(entry: ReferenceCase, observable: string): Tolerance {
  const theory = entry.tolerance?.theory ?? {};
  const name = entry.formula === 'scaling.fit' ? (BOUNDS_OF_FIT[observable] ?? observable) : observable;
  const own = theory[name] ?? theory[`${name}_rel`];
  const ownAbs = theory[`${name}_abs`];
  if (isRecord(own)) return { rel: numberOr(own.rel, 0), abs: numberOr(own.abs, 0) };
  if (typeof own === 'number') return { rel: own, abs: numberOr(ownAbs, 0) };
  if (typeof ownAbs === 'number') return { rel: 0, abs: ownAbs };
  const abs = numberOr(theory.abs, 0);
  return { rel: numberOr(theory.rel, 'abs' in theory ? 0 : DEFAULT_TOLERANCE), abs };
}

/**
 * How far `got` is from `expected`, relative, and whether that is too far; arrays and objects by
 * their worst element.
 */
export function deviation(got: unknown, expected: unknown, tolerance: Tolerance): { relative: number; fails: boolean } {
  if (Array.isArray(expected)) {
    if (!isList(got) || got.length !== expected.length) return FAILS;
    return worstOf(expected.map((value, i) => deviation(got[i], value, tolerance)));
  }
  if (isRecord(expected)) {
    if (!isRecord(got)) return FAILS;
    return worstOf(Object.entries(expected).map(([key, value]) => deviation(got[key], value, tolerance)));
  }
  if (expected === null || isInfinite(expected)) return matchesInfinity(got, expected) ? AGREES : FAILS;
  if (typeof expected !== 'number') return got === expected ? AGREES : FAILS;
  return compareNumbers(got, expected, tolerance);
}

function compareNumbers(got: unknown, expected: number, { rel, abs }: Tolerance) {
  if (typeof got !== 'number' || !Number.isFinite(got)) return FAILS;
  const distance = Math.abs(got - expected);
  if (distance === 0) return AGREES;
  const relative = expected === 0 ? Number.POSITIVE_INFINITY : distance / Math.abs(expected);
  const fails = !(distance <= Math.max(rel * Math.abs(expected), abs));
  // Within an absolute bound, as near zero, a relative distance says nothing.
  return { relative: !fails && distance <= abs ? 0 : relative, fails };
}

function matchesInfinity(got: unknown, expected: unknown): boolean {
  if (expected === null) return got === undefined || got === null || isInfinite(got);
  return isInfinite(got) && String(got).startsWith('-') === String(expected).startsWith('-');
}

function isInfinite(value: unknown): boolean {
  if (value === 'Infinity' || value === '-Infinity') return true;
  return typeof value === 'number' && Math.abs(value) > COUNTS_AS_INFINITE;
}

const AGREES = { relative: 0, fails: false };
const FAILS = { relative: Number.POSITIVE_INFINITY, fails: true };

function worstOf(all: { relative: number; fails: boolean }[]) {
  return { relative: Math.max(0, ...all.map((one) => one.relative)), fails: all.some((one) => one.fails) };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
