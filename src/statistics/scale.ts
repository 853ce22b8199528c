import { BadShape, NotFinite, OutOfRange } from '../numeric/errors.ts';
import { leastOnRange } from '../numeric/golden-section.ts';
import { hypot, power, squared } from '../numeric/special.ts';
import { chiSquareTail, normalQuantile, studentTail } from './distributions.ts';
import { percent, percentWithError, plain, withError } from './sentences.ts';

/**
 * The study behind `--scale 1,2,4`: is a deviation from theory an effect of finite size, or an
 * error of the theory?
 *
 * The relative deviations d_is of axis point i at scale s are fitted with d_is = a_i s^(−p): an
 * amplitude of its own for every point, one order p for all. For given p the amplitudes are
 * weighted least squares in closed form, which leaves a χ² profile in p alone. Compared are p = 0
 * (the deviation stays as the system grows) and a = 0 (there is none).
 */
export interface ScalePoint {
  scale: number;
  /** Which axis point: points with the same key are the same setting at several scales. */
  key: string | number;
  /** mean/predicted − 1 and its standard error; a point with an infinite error is left out. */
  deviation: number;
  deviationError: number;
  /**
   * How many trials stand behind the error; without it the error counts as known. Best at least 8.
   */
  trials?: number;
}

export type ScaleFinding = 'vanishes' | 'persists' | 'invisible' | 'unresolved';

export interface ScaleStudy {
  finding: ScaleFinding;
  /**
   * The fitted order p, its 68 % error and 95 % interval (ends may be ±Infinity). Undefined when no
   * deviation is visible.
   */
  order?: number;
  orderError?: number;
  orderInterval?: [number, number];
  /**
   * The fitted deviation a_i at scale 1, and the constant one, by axis point in order of
   * appearance.
   */
  amplitudes: { key: string | number; vanishing: number; constant: number; constantError: number }[];
  /** χ², degrees of freedom and the p value of each model. */
  fits: { vanishing: Goodness; constant: Goodness; none: Goodness };
  /** Where no deviation is visible: what it is below, at every point with 95 % confidence. */
  limit?: number;
  sentence: string;
}

export interface Goodness {
  chiSquare: number;
  degreesOfFreedom: number;
  p: number;
}

export interface ScaleOptions {
  /** Level of "no deviation is visible" and of the order's interval. Default 0.05. */
  alpha?: number;
  /**
   * The order that the theory's finite-size correction should have. Default 1, where one is needed.
   */
  expectedOrder?: number;
  /**
   * Relative numerical error of prediction and experiment, added to each error in quadrature.
   * Default 1e-9.
   */
  resolution?: number;
}

/**
 * An order below this is not told from a constant gap with a faster correction on top, over the few
 * scales that one can run.
 */
const slowest = 0.25;
const orders: [number, number] = [-3, 8];

/**
 * Throws BadShape when fewer than two scales have a usable point, OutOfRange for a scale that is
 * not positive or a negative error (0 is allowed: deterministic), NotFinite for a deviation that is
 * NaN or infinite.
 */
export function studyScale(points: readonly ScalePoint[], options: ScaleOptions = {}): ScaleStudy {
  const { alpha = 0.05, expectedOrder, resolution = 1e-9 } = options;
  if (!(resolution > 0)) throw new OutOfRange('the resolution', resolution, 'positive');
  const curves = curvesOf(points, resolution);
  const n = curves.reduce((sum, curve) => sum + curve.points.length, 0);
  const best = leastOnRange((p) => profile(curves, p), orders);
  const zeroSquares = sumOver(curves, (curve) => moment(curve, 0, 2));
  const fits = {
    vanishing: goodness(best.value, n - curves.length - 1),
    constant: goodness(profile(curves, 0), n - curves.length),
    none: goodness(zeroSquares, n),
  };
  const amplitudes = curves.map((curve) => ({
    key: curve.key,
    vanishing: amplitude(curve, best.at),
    constant: amplitude(curve, 0),
    constantError: 1 / Math.sqrt(moment(curve, 0, 0)),
  }));
  const study = { amplitudes, fits };

  // Is there anything? The order means nothing when there is not, so it is not fitted here (Davies
  // 1977): amplitudes are looked for at p = 0 and at p = 1, which between them see every order
  // worth the name, each at half the level.
  if (chiSquareTail(Math.max(gain(curves, 0), gain(curves, 1)), curves.length) > alpha / 2) {
    const z = normalQuantile(1 - alpha / (2 * curves.length));
    const limit = Math.max(...amplitudes.map((a) => Math.abs(a.constant) + z * a.constantError));
    const sentence = `no deviation is visible at these error bars (below ${percent(limit, 2)})`;
    return { finding: 'invisible', ...study, limit, sentence };
  }

  // Errors are scaled up where the fit is poor (Birge 1932; as the Particle Data Group does), for a
  // single power is only the leading term.
  const dof = fits.vanishing.degreesOfFreedom;
  const stretch = dof > 0 ? Math.max(1, fits.vanishing.chiSquare / dof) : 1;
  const within = (delta: number) => interval((p) => profile(curves, p) - best.value, best.at, delta * stretch);
  const [low68, high68] = within(1);
  const orderInterval = within(squared(normalQuantile(1 - alpha / 2)));
  const orderError = (high68 - low68) / 2;
  const order = best.at;
  const found = { order, orderError, orderInterval, ...study };
  const largest = amplitudes.reduce((a, b) => (Math.abs(b.constant) > Math.abs(a.constant) ? b : a));
  const gap = percentWithError(Math.abs(largest.constant), largest.constantError * Math.sqrt(stretch));
  const gapWhere = amplitudes.length > 1 ? ` up to ${gap}` : ` ${gap}`;
  const [low, high] = orderInterval;
  const bounded = Number.isFinite(orderError) || !Number.isFinite(low);
  const power = bounded ? `size^(${withError(-order, orderError)})` : `size^(${plain(-low, 2)}) or faster`;

  // Slower than it should be: a slow finite-size effect, or a faster one on top of an error of the
  // theory?
  const usual = expectedOrder ?? 1;
  if (low > 0 && order >= slowest && high < usual) {
    const mixture = fitMixture(curves, usual);
    const remainder = percentWithError(Math.abs(mixture.remainder.value), mixture.remainder.error);
    const powerFits = fits.vanishing.p >= 0.01;
    const mixtureFits = mixture.p >= 0.01;
    const akaike = mixture.chiSquare + 2 * (curves.length - 1) - fits.vanishing.chiSquare;
    const mixtureWins = powerFits === mixtureFits ? !powerFits && akaike < 0 : mixtureFits;
    const z = Math.abs(mixture.remainder.value) / mixture.remainder.error;
    if (mixtureWins && z > normalQuantile(1 - alpha / (2 * curves.length))) {
      const sentence = `part of the deviation vanishes with size, but ${remainder} remains at infinite size: the theory is off`;
      return { finding: 'persists', ...found, sentence };
    }
    if (mixtureWins || (powerFits && mixtureFits)) {
      const sentence = `unresolved: the deviation shrinks as ${power}, slower than size^(${plain(-usual, 3)}): a slow finite-size effect, or a gap of ${remainder} that remains at infinite size; a wider range of sizes would tell`;
      return { finding: 'unresolved', ...found, sentence };
    }
  }
  if (low > 0 && order >= slowest) {
    const expected =
      expectedOrder !== undefined && (expectedOrder < low || expectedOrder > high)
        ? ` (its order was expected to be ${plain(expectedOrder, 3)})`
        : '';
    const sentence = `the deviation vanishes as ${power}: a finite-size effect, not an error${expected}`;
    return { finding: 'vanishes', ...found, sentence };
  }
  if (high < Math.max(slowest, (expectedOrder ?? 1) / 2)) {
    const how = high < 0 ? `grows with size, as ${power}` : `does not shrink with size (it goes as ${power})`;
    return { finding: 'persists', ...found, sentence: `the deviation ${how}: the theory is off by${gapWhere}` };
  }
  const sentence = `unresolved: a deviation of${gapWhere} is visible, but these error bars do not say whether it vanishes with size (it goes as ${power}); more trials or a wider range of sizes are needed`;
  return { finding: 'unresolved', ...found, sentence };
}

interface DeviationCurve {
  key: string | number;
  /** `normal` is deviation/error, brought from its t distribution to a normal one. */
  points: { scale: number; deviation: number; weight: number; normal: number }[];
}

function curvesOf(points: readonly ScalePoint[], resolution: number): DeviationCurve[] {
  const curves = new Map<string | number, DeviationCurve>();
  for (const { scale, key, deviation, deviationError, trials } of points) {
    if (!(scale > 0)) throw new OutOfRange('a scale', scale, 'positive');
    if (deviationError < 0) throw new OutOfRange('the error of a deviation', deviationError, 'at least 0');
    if (!Number.isFinite(deviation)) throw new NotFinite(`the deviation at ${key} and scale ${scale} is ${deviation}`);
    if (!Number.isFinite(deviationError)) continue;
    // An estimated error makes (d/error)² larger by ν/(ν − 2) on average, ν = trials − 1.
    const freedom = trials === undefined ? Infinity : trials - 1;
    const inflation = freedom > 2 ? (freedom === Infinity ? 1 : freedom / (freedom - 2)) : 4;
    const weight = 1 / (inflation * squared(deviationError) + resolution * resolution);
    const curve = curves.get(key) ?? { key, points: [] };
    const normal = toNormal(deviation / hypot(deviationError, resolution), freedom);
    curve.points.push({ scale, deviation, weight, normal });
    curves.set(key, curve);
  }
  // A setting seen at one size says nothing about size.
  const usable = [...curves.values()].filter(({ points }) => new Set(points.map((point) => point.scale)).size > 1);
  if (usable.length === 0) throw new BadShape('a study of scale needs at least one setting measured at two sizes');
  return usable;
}

function toNormal(t: number, freedom: number): number {
  return freedom === Infinity || freedom < 1 ? t : -Math.sign(t) * normalQuantile(studentTail(Math.abs(t), freedom));
}

/**
 * Σ_i Z_i² over the curves, Z_i = Σ_s c_s z_is / √(Σ_s c_s²): chi-square when there is no
 * deviation, sensitive to one of order p. The c_s = s^(−p)/error_s use the typical error at a
 * scale: a point's own would favour the points whose error came out too small.
 */
function gain(curves: DeviationCurve[], p: number): number {
  const precision = new Map<number, { sum: number; count: number }>();
  for (const { points } of curves) {
    for (const { scale, weight } of points) {
      const { sum, count } = precision.get(scale) ?? { sum: 0, count: 0 };
      precision.set(scale, { sum: sum + 1 / weight, count: count + 1 });
    }
  }
  return sumOver(curves, ({ points }) => {
    let projection = 0;
    let norm = 0;
    for (const { scale, normal } of points) {
      const { sum, count } = precision.get(scale)!;
      const c = power(scale, -p) / Math.sqrt(sum / count);
      projection += c * normal;
      norm += c * c;
    }
    return (projection * projection) / norm;
  });
}

/** Σ_s w s^(−p) d^k over a curve; k = 0 counts s^(−2p). */
function moment(curve: DeviationCurve, p: number, k: 0 | 1 | 2): number {
  let sum = 0;
  for (const { scale, deviation, weight } of curve.points) {
    sum += weight * (k === 0 ? power(scale, -2 * p) : k === 1 ? power(scale, -p) * deviation : deviation * deviation);
  }
  return sum;
}

function amplitude(curve: DeviationCurve, p: number): number {
  return moment(curve, p, 1) / moment(curve, p, 0);
}

/** χ² at order p, minimised over the amplitudes: summed from residuals, which do not cancel. */
function profile(curves: DeviationCurve[], p: number): number {
  return sumOver(curves, (curve) => {
    const a = amplitude(curve, p);
    return curve.points.reduce(
      (sum, { scale, deviation, weight }) => sum + weight * squared(deviation - a * power(scale, -p)),
      0,
    );
  });
}

function sumOver(curves: DeviationCurve[], term: (curve: DeviationCurve) => number): number {
  return curves.reduce((sum, curve) => sum + term(curve), 0);
}

function goodness(chiSquare: number, degreesOfFreedom: number): Goodness {
  return { chiSquare, degreesOfFreedom, p: degreesOfFreedom > 0 ? chiSquareTail(chiSquare, degreesOfFreedom) : 1 };
}

/**
 * The fit of d_is = a_i + b_i s^(−q), and the most significant a_i: what remains at infinite size.
 */
function fitMixture(curves: DeviationCurve[], q: number): Goodness & { remainder: { value: number; error: number } } {
  let chiSquare = 0;
  let n = 0;
  const intercepts = curves.map((curve) => {
    let [w, wx, wxx, wd, wxd] = [0, 0, 0, 0, 0];
    for (const { scale, deviation, weight } of curve.points) {
      const x = power(scale, -q);
      w += weight;
      wx += weight * x;
      wxx += weight * x * x;
      wd += weight * deviation;
      wxd += weight * x * deviation;
    }
    const determinant = w * wxx - wx * wx;
    const value = (wxx * wd - wx * wxd) / determinant;
    const slope = (w * wxd - wx * wd) / determinant;
    for (const { scale, deviation, weight } of curve.points) {
      chiSquare += weight * squared(deviation - value - slope * power(scale, -q));
    }
    n += curve.points.length;
    return { value, error: Math.sqrt(wxx / determinant) };
  });
  const result = goodness(chiSquare, n - 2 * curves.length);
  const stretch = Math.sqrt(Math.max(1, chiSquare / Math.max(1, result.degreesOfFreedom)));
  const strongest = intercepts.reduce((a, b) => (Math.abs(b.value) / b.error > Math.abs(a.value) / a.error ? b : a));
  return { ...result, remainder: { value: strongest.value, error: strongest.error * stretch } };
}

/**
 * Where f, 0 at `centre`, first exceeds `level` on either side; ±Infinity beyond the range of
 * orders.
 */
function interval(f: (p: number) => number, centre: number, level: number): [number, number] {
  return [-1, 1].map((direction) => {
    const edge = direction < 0 ? orders[0] : orders[1];
    let inside = centre;
    let outside = centre;
    for (let step = 1e-6; f(outside) <= level; step *= 1.5) {
      if ((edge - outside) * direction <= 0) return direction * Infinity;
      inside = outside;
      outside = direction < 0 ? Math.max(edge, centre - step) : Math.min(edge, centre + step);
    }
    for (let i = 0; i < 60; i++) {
      const middle = (inside + outside) / 2;
      if (f(middle) <= level) inside = middle;
      else outside = middle;
    }
    return (inside + outside) / 2;
  }) as [number, number];
}
