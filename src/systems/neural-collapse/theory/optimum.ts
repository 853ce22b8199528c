import { exp, log, squared as squareOf } from '../../../numeric/special.ts';

/** Free features with decay: K classes of n examples each. */
export interface Balanced {
  loss: 'squared' | 'cross-entropy';
  classes: number;
  perClass: number;
  /** λ_W and λ_H of ½λ_W‖W‖² + ½λ_H‖H‖² in the loss, whose data term is a mean over examples. */
  decayW: number;
  decayH: number;
  /** λ_b of ½λ_b|b|²; 0 of a free bias, undefined without one. */
  decayB?: number;
}

/** The global minimum. */
export interface Optimum {
  /** K√(nλ_Wλ_H): from 1 on W = H = 0. */
  kappa: number;
  /** With decays. */
  loss: number;
  /** Singular values of the logits: K − 1 along differences of classes, one along their mean. */
  centred: number;
  uniform: number;
  /** Singular values of classifier and features. */
  weights: { centred: number; uniform: number };
  features: { centred: number; uniform: number };
  /** Each entry; undefined without one, or where any does. */
  bias: number | undefined;
  /** Own logit above the mean of the others. */
  gap: number;
  /** |WWᵀ/‖WWᵀ‖ − E|; undefined where nothing is learned. */
  simplexDistance: number | undefined;
}

/**
 * For given logits Z = WH the penalty is at least √(λ_Wλ_H) times their nuclear norm, so that the
 * problem is convex in Z and its singular values are shrunk one by one. (Zhu et al. 2021, arXiv
 * 2105.02375; Tirer and Bruna 2022, arXiv 2202.08087; Han, Papyan and Donoho 2021, arXiv
 * 2106.02073.)
 */
export function optimum(model: Balanced): Optimum {
  const { classes: K, perClass: n, decayW, decayH } = model;
  const kappa = K * Math.sqrt(n * decayW * decayH);
  const { centred, uniform, bias, loss } = model.loss === 'squared' ? squared(model, kappa) : entropy(model, kappa);
  const split = Math.sqrt(decayH / decayW);
  const weights = { centred: Math.sqrt(centred * split), uniform: Math.sqrt(uniform * split) };
  const features = { centred: Math.sqrt(centred / split), uniform: Math.sqrt(uniform / split) };
  const simplexDistance =
    centred > 0 ? distanceFromSimplex(K, squareOf(weights.centred), squareOf(weights.uniform)) : undefined;
  return { kappa, loss, centred, uniform, weights, features, bias, gap: centred / Math.sqrt(n), simplexDistance };
}

type Modes = Pick<Optimum, 'centred' | 'uniform' | 'bias' | 'loss'>;

function squared({ classes: K, perClass: n, decayW, decayH, decayB }: Balanced, kappa: number): Modes {
  const [s, N] = [Math.sqrt(n), K * n];
  const centred = s * Math.max(0, 1 - kappa);
  const uniform = uniformMode(s, kappa, centred, decayB);
  let bias: number | undefined;
  if (decayB !== undefined) bias = uniform > 0 ? kappa / (K * decayB) : 1 / (K * (1 + decayB));
  const B = (bias ?? 0) * Math.sqrt(K * N);
  const loss =
    ((K - 1) * squareOf(centred - s) + squareOf(uniform + B - s)) / (2 * N) +
    Math.sqrt(decayW * decayH) * ((K - 1) * centred + uniform) +
    ((decayB ?? 0) * squareOf(B)) / (2 * N);
  return { centred, uniform, bias, loss };
}

/** A bias does what the uniform mode would do, for nothing or for its own decay. */
function uniformMode(s: number, kappa: number, centred: number, decayB: number | undefined): number {
  if (decayB === undefined) return centred;
  if (decayB === 0) return 0;
  return s * Math.max(0, 1 - kappa * (1 + 1 / decayB));
}

function entropy({ classes: K, perClass: n, decayB }: Balanced, kappa: number): Modes {
  const gap = kappa < 1 ? log(1 + (K * (1 - kappa)) / kappa) : 0;
  return {
    centred: gap * Math.sqrt(n),
    uniform: 0,
    // A free bias of all classes alike changes nothing.
    bias: decayB === undefined || decayB === 0 ? undefined : 0,
    loss: log(1 + (K - 1) * exp(-gap)) + ((K - 1) / K) * kappa * gap,
  };
}

/** From the squares of the classifier's singular values, K − 1 times `centred` and `uniform`. */
export function distanceFromSimplex(K: number, centred: number, uniform: number): number {
  const cosine = (centred * Math.sqrt(K - 1)) / Math.sqrt((K - 1) * squareOf(centred) + uniform * uniform);
  return Math.sqrt(Math.max(0, 2 - 2 * cosine));
}
