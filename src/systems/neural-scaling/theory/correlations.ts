import { type Complex, complex, minus, over, plus, scaled, times } from '../../../numeric/complex.ts';
import type { Response, ScalingModel } from './model.ts';

// Two-time correlations of the weights' error in frequency space, as what they are: the errors that
// ridge regressions at the two ridges z and z′ have in common. With κ for z and κ′ for z′,
//
//   p = Σ λw²/((λ+κ)(λ+κ′)),  b = Σ λ²w²/(…),  q = Σ λ/(…),  a = Σ λ²/(…),
//   δ = 1 − a/N,  s = κκ′ (p + qb/(Nδ)),  γ = (a + κκ′q²/(Nδ))/P,
//   test error zz′C₀ = (s + γσ²)/(1 − γ),  training error zz′C₁ = R₁R₁′ (s + σ²)/(1 − γ),
//
// which solve the equations of 2402.01092 for C₀, C₁ and C₂ (R₁ = 1 − Df1/P, R₃ = 1 − Df1/N, and
// H = R₁R₃/z of a mode is κ/(z(λ + κ))).

/**
 * What members of an ensemble share: nothing, their samples, their features, or both (one and the
 * same model).
 */
export type Shared = 'nothing' | 'samples' | 'features' | 'both';

interface PairSums {
  p: Complex;
  b: Complex;
  q: Complex;
  a: Complex;
}

/** zz′C₀: the mean product of two test errors, of models that share `shared`. */
export function testCorrelation(model: ScalingModel, here: Response, there: Response, shared: Shared): Complex {
  const { s, gamma } = parts(model, here, there, shared);
  return over(plus(s, scaled(model.sigma2, gamma)), minus(one, gamma));
}

/** zz′C₁: the same of the training error of one model. P must be finite. */
export function trainCorrelation(model: ScalingModel, here: Response, there: Response): Complex {
  const { s, gamma } = parts(model, here, there, 'both');
  const left = ({ df1 }: Response) => minus(one, scaled(1 / model.P, df1));
  const unlearned = times(left(here), left(there));
  return times(unlearned, over(plus(s, complex(model.sigma2)), minus(one, gamma)));
}

const one = complex(1);
const zero = complex(0);

function parts({ P, N }: ScalingModel, here: Response, there: Response, shared: Shared) {
  const { p, b, q, a } = sumsOver(here, there);
  const perFeature = shared === 'features' || shared === 'both' ? 1 / N : 0;
  const perSample = shared === 'samples' || shared === 'both' ? 1 / P : 0;
  const kappas = times(here.kappa, there.kappa);
  const inverse = perFeature === 0 ? zero : over(complex(perFeature), minus(one, scaled(perFeature, a)));
  const s = times(kappas, plus(p, times(inverse, times(q, b))));
  const gamma = scaled(perSample, plus(a, times(inverse, times(kappas, times(q, q)))));
  return { s, gamma };
}

/** By partial fractions; by derivatives where both are one. */
function sumsOver(here: Response, there: Response): PairSums {
  const { kappa, df1, df1Slope, signal, signalSlope } = here;
  if (here === there)
    return {
      p: scaled(-1, signalSlope),
      b: plus(signal, times(kappa, signalSlope)),
      q: scaled(-1, df1Slope),
      a: plus(df1, times(kappa, df1Slope)),
    };
  const gap = minus(there.kappa, kappa);
  const fraction = (mine: Complex, theirs: Complex) => over(minus(mine, theirs), gap);
  return {
    p: fraction(signal, there.signal),
    b: fraction(times(there.kappa, there.signal), times(kappa, signal)),
    q: fraction(df1, there.df1),
    a: fraction(times(there.kappa, there.df1), times(kappa, df1)),
  };
}
