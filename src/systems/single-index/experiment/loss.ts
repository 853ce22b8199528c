import { arcsin } from '../../../numeric/arc.ts';
import { hermiteCoefficients } from '../../../numeric/hermite.ts';
import { remember } from '../../../numeric/remember.ts';
import { activation, type SingleIndexActivation } from '../activations.ts';

/**
 * ½E(σ(w·x) − σ(w*·x))² over fresh inputs, of unit weights with overlap m: E σ² − E σσ*, where the
 * second is the arc-cosine kernel for relu and its even part for abs (Cho & Saul, Kernel methods
 * for deep learning, NeurIPS 2009), and for smooth activations Σ c_k² m^k with the Hermite
 * coefficients c_k. To 1e-12 of E σ².
 */
export function populationLoss(name: SingleIndexActivation): (m: number) => number {
  if (name === 'relu') return (m) => 0.5 - arcCosine(m);
  if (name === 'abs') return (m) => 1 - 2 * (arcCosine(m) + arcCosine(-m));
  const squares = squaredCoefficients(name);
  return (m) => {
    let loss = 0;
    let power = 1;
    for (let k = 1; k < squares.length; k++) {
      power *= m;
      loss += squares[k] * (1 - power);
    }
    return loss;
  };
}

/** E relu(a)relu(b) of standard normal a and b with correlation m. */
function arcCosine(m: number): number {
  const cosine = Math.max(-1, Math.min(1, m));
  return (Math.sqrt(1 - cosine * cosine) + cosine * (Math.PI / 2 + arcsin(cosine))) / (2 * Math.PI);
}

/** Those of tanh, the slowest, add up to less than 1e-12 beyond. */
const TERMS = 160;

const squaredCoefficients = remember(
  (name: SingleIndexActivation) => hermiteCoefficients(activation(name).value, TERMS).map((c) => c * c),
  (name) => name,
);
