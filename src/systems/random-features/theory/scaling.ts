import { OutOfRange } from '../../../numeric/errors.ts';
import { remember } from '../../../numeric/remember.ts';
import { power as raised } from '../../../numeric/special.ts';
import { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
import { powerExponent } from '../../../statistics/curve-fits.ts';
import { powerLawWeights } from '../power-law-weights.ts';
import { gaussianLayer, structuredLayer } from './layers.ts';
import { type FeatureRisk, featureRisk } from './risk.ts';

// Scaling regimes of one Gaussian layer under source and capacity: η_k = k^−α with α > 1, target
// power c_k = k^−(1+2αr). Sources: 2405.00592; for variance- and resolution-limited scaling
// 2102.06701.

/**
 * One power law: `quantity` ~ variable^exponent, the rest held fixed, in a part of the plane of P,
 * N and λ.
 */
interface Regime {
  part: 'bottleneck' | 'over-parameterised' | 'variance-limited' | 'kernel limit' | 'ridge';
  quantity: string;
  variable: 'N' | 'P' | 'λ';
  /**
   * The exponent in closed form, with m = min(r, 1) and m₂ = min(2r, 1); in symbols, and as a
   * number.
   */
  symbols: string;
  exponent: (alpha: number, m: number, m2: number) => number;
  of: (risk: FeatureRisk) => number;
  /** Where a local slope is taken: the two values of the variable, and what is held fixed. */
  between: (alpha: number) => [number, number];
  fixed: { samples?: number; features?: number; ridge?: (alpha: number) => number; noise?: number };
}

/** For the regimes where the ridge rules: samples and features without end. */
const MANY = 1e9;

/**
 * A ridge at which thousands of degrees of freedom are in use: far above P^−α and N^−α, far below
 * the first eigenvalue.
 */
const smallRidge = (alpha: number) => 1e-8 * raised(300, 4 - 2 * alpha);
const twoRidges = (alpha: number): [number, number] => [smallRidge(alpha), 10 * smallRidge(alpha)];
const between = (from: number, to: number) => (): [number, number] => [from, to];

const excess = (risk: FeatureRisk) => risk.excessError;
const bias = (risk: FeatureRisk) => risk.biasSquared;
const features = (risk: FeatureRisk) => risk.varianceFeatures;
const interaction = (risk: FeatureRisk) => risk.varianceDataFeatures;
const noise = (risk: FeatureRisk) => risk.varianceNoise + risk.varianceNoiseFeatures;
const kappa = (risk: FeatureRisk) => risk.kappa2;

/** What all regimes of a part share. */
const bottleneck = { part: 'bottleneck', variable: 'N', between: between(200, 800), fixed: { samples: 1e5 } } as const;
const overInSamples = {
  part: 'over-parameterised',
  variable: 'P',
  between: between(200, 800),
  fixed: { features: 1e6, noise: 1 },
} as const;
const overInFeatures = {
  part: 'over-parameterised',
  variable: 'N',
  between: between(4e4, 8e4),
  fixed: { samples: 300 },
} as const;
const inRidge = {
  part: 'ridge',
  variable: 'λ',
  between: twoRidges,
  fixed: { samples: MANY, features: MANY, noise: 1 },
} as const;

/**
 * Every regime of the theory by its name, where reference cases have one in theirs. Without label
 * noise unless it is the noise that is meant.
 */
export const regimes = {
  under_kappa_N: { ...bottleneck, quantity: 'κ₂', symbols: '−α', exponent: (a) => -a, of: kappa },
  under_bias_N: { ...bottleneck, quantity: 'Bias²', symbols: '−2αm', exponent: (a, m) => -2 * a * m, of: bias },
  under_V_F_N: { ...bottleneck, quantity: 'V_F', symbols: '−αm₂', exponent: (a, _, m2) => -a * m2, of: features },
  under_ridgeless_N: { ...bottleneck, quantity: 'E_g', symbols: '−αm₂', exponent: (a, _, m2) => -a * m2, of: excess },
  under_noise_N: {
    ...bottleneck,
    quantity: 'V_Xε + V_XFε',
    symbols: '1',
    exponent: () => 1,
    of: noise,
    fixed: { samples: 1e5, noise: 1 },
  },
  under_noise_P: {
    ...bottleneck,
    quantity: 'V_Xε + V_XFε',
    variable: 'P',
    symbols: '−1',
    exponent: () => -1,
    of: noise,
    between: between(1e5, 4e5),
    fixed: { features: 200, noise: 1 },
  },
  over_kappa_P: { ...overInSamples, quantity: 'κ₂', symbols: '−α', exponent: (a) => -a, of: kappa },
  over_bias_P: { ...overInSamples, quantity: 'Bias²', symbols: '−2αm', exponent: (a, m) => -2 * a * m, of: bias },
  V_F_over_in_P: {
    ...overInSamples,
    quantity: 'V_F',
    symbols: '1 − αm₂',
    exponent: (a, _, m2) => 1 - a * m2,
    of: features,
  },
  V_XF_over_in_P: {
    ...overInSamples,
    quantity: 'V_XF',
    symbols: '1 − αm₂',
    exponent: (a, _, m2) => 1 - a * m2,
    of: interaction,
  },
  over_noise_P: { ...overInSamples, quantity: 'V_Xε + V_XFε', symbols: '0', exponent: () => 0, of: noise },
  V_F_over_in_N: { ...overInFeatures, quantity: 'V_F', symbols: '−1', exponent: () => -1, of: features },
  V_XF_over_in_N: { ...overInFeatures, quantity: 'V_XF', symbols: '−1', exponent: () => -1, of: interaction },
  over_variance_limited_N: {
    part: 'variance-limited',
    quantity: 'E_g',
    variable: 'N',
    symbols: '−1',
    exponent: () => -1,
    of: excess,
    between: between(45e3, 12e4),
    fixed: { samples: 3000 },
  },
  over_variance_limited_P: {
    part: 'variance-limited',
    quantity: 'E_g',
    variable: 'P',
    symbols: '1 − α',
    exponent: (a) => 1 - a,
    of: excess,
    between: between(1500, 6000),
    fixed: { features: 6e4 },
  },
  over_kernel_limit_P: {
    part: 'kernel limit',
    quantity: 'E_g',
    variable: 'P',
    symbols: '−2αm',
    exponent: (a, m) => -2 * a * m,
    of: excess,
    between: between(200, 800),
    fixed: { features: 1e12 },
  },
  ridge_bias_in_lambda: { ...inRidge, quantity: 'Bias²', symbols: '2m', exponent: (_, m) => 2 * m, of: bias },
  ridge_V_F_in_lambda: {
    ...inRidge,
    quantity: 'V_F',
    symbols: 'm₂ − 1/α',
    exponent: (a, _, m2) => m2 - 1 / a,
    of: features,
  },
  ridge_noise_in_lambda: {
    ...inRidge,
    quantity: 'V_Xε',
    symbols: '−1/α',
    exponent: (a) => -1 / a,
    of: (r) => r.varianceNoise,
  },
  ridge_V_F_in_N: {
    part: 'ridge',
    quantity: 'V_F',
    variable: 'N',
    symbols: '−1',
    exponent: () => -1,
    of: features,
    between: between(1e7, 1e9),
    fixed: { samples: MANY, ridge: smallRidge },
  },
  ridge_noise_in_P: {
    part: 'ridge',
    quantity: 'V_Xε',
    variable: 'P',
    symbols: '−1',
    exponent: () => -1,
    of: (r) => r.varianceNoise,
    between: between(1e7, 1e9),
    fixed: { features: MANY, ridge: smallRidge, noise: 1 },
  },
} satisfies Record<string, Regime>;
export type RegimeName = keyof typeof regimes;

/**
 * The exponent in closed form. Throws `OutOfRange` for α ≤ 1, r ≤ 0, an unknown regime, and for the
 * variance-limited one at r ≤ 1/2, where it does not exist.
 */
export function exponent(name: RegimeName, alpha: number, source: number): number {
  const regime = regimeOf(name, alpha, source);
  return regime.exponent(alpha, Math.min(source, 1), Math.min(2 * source, 1));
}

/**
 * d ln quantity/d ln variable between two points well inside the regime, by the full theory with
 * sums over `dimension` modes: what the closed form leaves out are corrections of a few 1e-2.
 * Throws as `exponent`.
 */
export function localSlope(name: RegimeName, alpha: number, source: number, dimension: number): number {
  const { variable, between, fixed, of } = regimeOf(name, alpha, source);
  const problem = powerLaw({ alpha, source, dimension });
  return slope(between(alpha), (x) => {
    const width = variable === 'N' ? x : (fixed.features ?? MANY);
    return of(
      featureRisk({
        ...problem,
        samples: variable === 'P' ? x : (fixed.samples ?? MANY),
        features: width,
        layers: [gaussianLayer(width)],
        ridge: variable === 'λ' ? x : (fixed.ridge?.(alpha) ?? 0),
        noise: fixed.noise ?? 0,
      }),
    );
  });
}

/**
 * V_F ~ N^exponent where the weights have the spectrum g_j ∝ j^−β: 1/N_eff = Σg²/(Σg)², so −1 for β
 * < 1/2, −2(1−β) up to 1, 0 beyond; approached slowly near β = 1/2 and 1. Throws `OutOfRange` for a
 * negative `beta`.
 */
export function structuredWidthExponent(beta: number): number {
  if (!(beta >= 0)) throw new OutOfRange('the decay of the neurons', beta, 'at least 0');
  return beta < 0.5 ? -1 : Math.min(0, -2 * (1 - beta));
}

/** d ln V_F/d ln N between two widths of neurons with g_j ∝ j^−beta, without ridge. */
export function structuredWidthSlope(
  alpha: number,
  source: number,
  dimension: number,
  samples: number,
  beta: number,
  widths: [number, number],
): number {
  const problem = powerLaw({ alpha, source, dimension });
  return slope(widths, (width) => {
    const layers = [structuredLayer(powerLawWeights(width, beta))];
    return featureRisk({ ...problem, samples, features: width, ridge: 0, noise: 0, layers }).varianceFeatures;
  });
}

function regimeOf(name: RegimeName, alpha: number, source: number): Regime {
  if (!Object.hasOwn(regimes, name))
    throw new OutOfRange('the regime', name, `one of ${Object.keys(regimes).join(', ')}`);
  if (!(alpha > 1)) throw new OutOfRange('the spectral decay', alpha, 'above 1');
  if (!(source > 0)) throw new OutOfRange('the source exponent', source, 'positive');
  const regime: Regime = regimes[name];
  if (regime.part === 'variance-limited' && source <= 0.5)
    throw new OutOfRange('the source exponent of the variance-limited regime', source, 'above 1/2');
  return regime;
}

/** The exponent that a run would draw from these points. */
function slope(ends: [number, number], f: (x: number) => number): number {
  const x = Float64Array.from(ends);
  return powerExponent()(x, x.map(f)) ?? Number.NaN;
}

interface PowerLaw {
  alpha: number;
  source: number;
  dimension: number;
}

/** A table's rows share hundreds of thousands of modes; only the last ones made are kept. */
const powerLaw = remember(
  ({ alpha, source, dimension }: PowerLaw): { eta: Float64Array; power: Float64Array; modes: Modes } => {
    const eta = Float64Array.from({ length: dimension }, (_, k) => raised(k + 1, -alpha));
    const power = Float64Array.from({ length: dimension }, (_, k) => raised(k + 1, -(1 + 2 * alpha * source)));
    return { eta, power, modes: prepareModes(eta) };
  },
  ({ alpha, source, dimension }) => `${alpha} ${source} ${dimension}`,
  1,
);
