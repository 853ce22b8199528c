import {
  type Complex,
  complex,
  exponential,
  exponentialLess1,
  minus,
  over,
  plus,
  scaled,
  times,
} from '../../../numeric/complex.ts';
import { type Node, waveOf } from './contour.ts';
import { stableContours } from './descent.ts';
import { type Resolvent, type Response, resolventOf, responseAtRidge, type ScalingModel } from './model.ts';

// One-pass SGD: fresh batches of B samples. For drawn features with covariance S the mean loss
// obeys
//
//   L(t) = F(t) + (1/B) Σ_{s<t} K(t − s) (L(s) + σ²),   K(τ) = η² tr S²(1 − ηS)^(2τ−2),
//
// where F is the loss of descent on the population (2405.15074; one Wick term less, of relative
// order 1/Df). Both are powers of (1 − ηs)², so their generating functions at ξ follow from the
// responses at the two frequencies z = (±√ξ − 1)/η, and L's is a quotient: no sum over steps is
// made. P of the model plays no part.

export interface OnePass {
  eta: number;
  batch: number;
}

/** The part of the loss that is no noise of batches, the memory kernel, and the loss. */
export interface OnePassLosses {
  forcing: Float64Array;
  kernel: Float64Array;
  loss: Float64Array;
}

/**
 * After ascending numbers of `steps` ≥ 0; kernel[0] is that of no step, 0. Infinite losses where
 * the noise feeds itself, K̂(1) ≥ B. Calls `check` on the way. Throws `OutOfRange` where even
 * descent diverges.
 */
export function onePassLosses(
  model: ScalingModel,
  { eta, batch }: OnePass,
  steps: readonly number[],
  check = () => {},
): OnePassLosses {
  const onPopulation = { ...model, P: Number.POSITIVE_INFINITY };
  const resolvent = resolventOf(onPopulation, check);
  const contours = stableContours(eta * resolvent.top, steps);
  const isStable = gainOf(resolvent, eta) < batch;
  const [forcing, kernel, loss]: number[][] = [[], [], []];
  for (const { nodes, steps } of contours) {
    check();
    const transforms = transformsAt(resolvent, eta, nodes, check);
    const losses = transforms.map((one) => lossOf(one, model.sigma2, batch));
    for (const t of steps) {
      let [f, k, l] = [0, 0, 0];
      nodes.forEach((node, i) => {
        const wave = waveOf(node, t);
        f += 2 * realPart(wave, transforms[i].forcing);
        k += 2 * realPart(wave, transforms[i].kernel);
        l += 2 * realPart(wave, losses[i]);
      });
      forcing.push(f);
      kernel.push(t === 0 ? 0 : k);
      loss.push(isStable ? l : Number.POSITIVE_INFINITY);
    }
  }
  return {
    forcing: Float64Array.from(forcing),
    kernel: Float64Array.from(kernel),
    loss: Float64Array.from(loss),
  };
}

/** Of the product. */
function realPart(x: Complex, y: Complex): number {
  return x.re * y.re - x.im * y.im;
}

/** K̂(1) = tr ηS/(2 − ηS): SGD is stable where it is below the batch size. */
export function noiseGain(model: ScalingModel, eta: number): number {
  return gainOf(resolventOf(model), eta);
}

function gainOf(resolvent: Resolvent, eta: number): number {
  return -resolvent.below(-2 / eta).df1.re;
}

/** The loss that SGD ends in: (F(∞) + σ² K̂(1)/B)/(1 − K̂(1)/B). */
export function stationaryLoss(model: ScalingModel, { eta, batch }: OnePass): number {
  const onPopulation = { ...model, P: Number.POSITIVE_INFINITY };
  const gain = noiseGain(onPopulation, eta) / batch;
  if (!(gain < 1)) return Number.POSITIVE_INFINITY;
  const { kappa, signal } = responseAtRidge(onPopulation, 0);
  return (kappa.re * signal.re + gain * model.sigma2) / (1 - gain);
}

interface Transforms {
  xi: Complex;
  /** Σ_t F(t) ξ^(−t), Σ_{τ≥1} K(τ) ξ^(−τ). */
  forcing: Complex;
  kernel: Complex;
}

function transformsAt(resolvent: Resolvent, eta: number, nodes: readonly Node[], check: () => void): Transforms[] {
  const halves = nodes.map(({ u }) => scaled(0.5, u));
  const roots = halves.map(exponential);
  const slow = resolvent.at(
    halves.map((u) => scaled(1 / eta, exponentialLess1(u))),
    check,
  );
  const fast = resolvent.at(
    roots.map((root) => scaled(-1 / eta, plus(root, complex(1)))),
    check,
  );
  return roots.map((root, i) => ({
    xi: times(root, root),
    forcing: scaled(1 / (2 * eta), times(root, minus(unlearned(slow[i]), unlearned(fast[i])))),
    kernel: scaled(-eta / 2, over(minus(learned(slow[i]), learned(fast[i])), root)),
  }));
}

/** (κ/z) Σ λw²/(λ + κ): the target's mean product with the resolvent (z + S)⁻¹. */
function unlearned({ z, kappa, signal }: Response): Complex {
  return over(times(kappa, signal), z);
}

/** z tr S(z + S)⁻¹. */
function learned({ z, df1 }: Response): Complex {
  return times(z, df1);
}

function lossOf({ xi, forcing, kernel }: Transforms, sigma2: number, batch: number): Complex {
  const gain = scaled(1 / batch, kernel);
  const ones = over(xi, minus(xi, complex(1)));
  return over(plus(forcing, scaled(sigma2, times(gain, ones))), minus(complex(1), gain));
}
