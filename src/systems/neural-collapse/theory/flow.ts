import { integrateOde } from '../../../numeric/ode.ts';
import { exp, log } from '../../../numeric/special.ts';

/** Gradient flow of the squared loss without bias, from a start along its frame. */
export interface Flow {
  classes: number;
  perClass: number;
  decayW: number;
  decayH: number;
  /** Singular values of classifier and features at the start. */
  weights: number;
  features: number;
}

export interface Course {
  /** Own-class output σ_Wσ_H/√n at each time. */
  learned: Float64Array;
  /** ln NC1(t)/NC1(0). */
  logWithin: Float64Array;
}

/**
 * σ̇_W = σ_H(√n − σ_Wσ_H)/N − λ_Wσ_W and its mirror; a deviation within a class sees W alone, so
 * that d ln NC1/dt = −(2√n/N) σ_W/σ_H: on the plateau and in the jump alike. (Han, Papyan and
 * Donoho 2021, arXiv 2106.02073, study the flow of the loss with W at its optimum.)
 */
export function course({ classes, perClass: n, decayW, decayH, weights, features }: Flow, times: Float64Array): Course {
  const [N, s] = [classes * n, Math.sqrt(n)];
  if (decayW === decayH && weights === features) {
    const { strength } = logistic({ classes, perClass: n, decay: decayW });
    return {
      learned: times.map((t) => strength(weights * features, t) / s),
      logWithin: times.map((t) => (-2 * s * t) / N),
    };
  }
  const states = integrateOde(
    (_, [w, h], out) => {
      out[0] = (h * (s - w * h)) / N - decayW * w;
      out[1] = (w * (s - w * h)) / N - decayH * h;
      out[2] = (-2 * s * w) / (N * h);
    },
    Float64Array.of(weights, features, 0),
    0,
    times,
    { relative: 1e-11, absolute: 1e-14 },
  );
  return {
    learned: Float64Array.from(states, ([w, h]) => (w * h) / s),
    logWithin: Float64Array.from(states, ([, , within]) => within),
  };
}

/**
 * Of one mode with equal decays λ and balanced layers, in closed form: a(t) from a₀ to
 * √n − Nλ, and when it is half there (below the threshold).
 */
export function logistic({ classes, perClass: n, decay }: { classes: number; perClass: number; decay: number }) {
  const N = classes * n;
  const end = Math.sqrt(n) - N * decay;
  return {
    end,
    strength: (initial: number, time: number) => end / (1 + (end / initial - 1) * exp((-2 * end * time) / N)),
    halfTime: (initial: number) => (N / (2 * end)) * log(end / initial - 1),
  };
}

/**
 * The late rate of ln NC1 from a generic start: of deviations along the frame, and of those that a
 * misaligned frame lets in. The smaller one is seen.
 */
export function lateRates({ classes, perClass: n, decayW, decayH }: Omit<Flow, 'weights' | 'features'>) {
  return { frame: (2 / (classes * Math.sqrt(n))) * Math.sqrt(decayH / decayW), tilt: 2 * decayW + 4 * decayH };
}

/**
 * Without decay a random start of entries ε never collapses wholly: NC1 stops at ε to this power.
 * Deviations within classes stay of order ε across the rows of W, which alone move them. Balance
 * between the layers, WᵀW − HHᵀ of order ε², is conserved, so that the means are tilted by ε²
 * against those rows, and see ε · ε² of the deviations.
 */
export const floorExponent = 2 * (1 + 2);
