import { type Inputs, list, num, readSpectrum, readTarget } from '../../data/reference-inputs.ts';
import { spectrum, targetPower } from '../../data/spectra.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput } from '../../numeric/errors.ts';
import { log, power, squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import {
  type DualMoments,
  erfDual,
  type KernelActivation,
  type KernelSpec,
  kernelFunction,
  POWER_LAW_LEVELS,
  reluDual,
} from './kernels.ts';
import { rbfGaussianEigenvalues } from './levels/gaussian.ts';
import { sphereLevels, sphereMultiplicity } from './levels/sphere.ts';
import { trainOnKernel } from './theory/dynamics.ts';
import { type Eigenlearning, eigenlearning, modeStatistics } from './theory/eigenframework.ts';

/** The formulas of sections 8 and 9 of the ridge sheet, and of section 4 of the dynamics sheet. */
export const evaluators: Evaluators = {
  'krr.eigenlearning': (inputs) => {
    const power = list(inputs, 'level_target_power');
    const result = eigenlearning({
      eigenvalues: list(inputs, 'level_eigenvalues'),
      multiplicities: list(inputs, 'multiplicities'),
      power,
      samples: num(inputs, 'n'),
      ridge: num(inputs, 'delta'),
      noise: num(inputs, 'sigma2'),
    });
    const signal = power.reduce((sum, value) => sum + value, 0);
    const learned = power.reduce((sum, value, k) => sum + value * result.learnability[k], 0);
    return {
      ...common(result),
      L: result.learnability,
      sumL: result.totalLearnability,
      sumL_hat: result.totalLearnability,
      learnability: learned / signal,
      ...Object.fromEntries(Array.from(result.learnability, (L, k) => [`L${k}_hat`, L])),
    };
  },
  'krr.conservation': (inputs) => {
    const eigenvalues = generatedSpectrum(inputs);
    const result = eigenlearning({
      eigenvalues,
      multiplicities: eigenvalues.map(() => 1),
      power: eigenvalues.map(() => 0),
      samples: num(inputs, 'n'),
      ridge: num(inputs, 'delta'),
      noise: 1,
    });
    return {
      ...common(result),
      sumL: result.totalLearnability,
      pure_noise_mse: result.testError,
      L_first: result.learnability[0],
      L_last: result.learnability.at(-1),
    };
  },
  'krr.mode_statistics': (inputs) => {
    const on = readSpectrum(inputs.spectrum);
    const eigenvalues = spectrum(on);
    const power = targetPower(readTarget(inputs.target), on);
    const samples = num(inputs, 'n');
    const result = eigenlearning({
      eigenvalues,
      multiplicities: eigenvalues.map(() => 1),
      power,
      samples,
      ridge: num(inputs, 'delta'),
      noise: num(inputs, 'sigma2'),
    });
    return Object.fromEntries(
      list(inputs, 'mode_indices_zero_based').flatMap((i) => {
        const L = result.learnability[i];
        const { mean, variance } = modeStatistics(L, Math.sqrt(power[i]), result.testError, samples);
        return [
          [`mean_${i}`, mean],
          [`var_${i}`, variance],
        ];
      }),
    );
  },
  'kernel.rbf_gaussian': (inputs) => ({
    eigenvalues: rbfGaussianEigenvalues(num(inputs, 'ell'), num(inputs, 'sd'), 8),
  }),
  'kernel.sphere': (inputs) => {
    const kernel = kernelFunction(networkOf(inputs));
    const { values, multiplicities } = sphereLevels((t) => kernel(t, 1, 1), num(inputs, 'd'), 300);
    return {
      level_eigenvalues_0_12: values.subarray(0, 13),
      multiplicities_0_12: multiplicities.subarray(0, 13),
      K_at_1: kernel(1, 1, 1),
      tail_exponent_even_k_100_300: slope(values),
    };
  },
  'krr.sphere': (inputs) => {
    const kernel = kernelFunction(networkOf(inputs));
    const { values, multiplicities } = sphereLevels((t) => kernel(t, 1, 1), num(inputs, 'd'), num(inputs, 'kmax'));
    const result = eigenlearning({
      eigenvalues: values,
      multiplicities,
      // The one target the cases name: unit power in level 1, half of it in level 2.
      power: values.map((_, k) => (k === 1 ? 1 : k === 2 ? 0.5 : 0)),
      samples: num(inputs, 'n'),
      ridge: num(inputs, 'delta_eff_including_tail'),
      noise: num(inputs, 'sigma2'),
    });
    return { ...common(result), L1: result.learnability[1], L2: result.learnability[2] };
  },
  'krr.published_sphere_powerlaw': (inputs) => {
    const dimension = num(inputs, 'd');
    const most = inputs.kmax === undefined ? POWER_LAW_LEVELS : num(inputs, 'kmax');
    const levels = Array.from({ length: most }, (_, i) => i + 1);
    const multiplicities = levels.map((k) => sphereMultiplicity(dimension, k));
    const eigenvalues = levels.map((k, i) => power(k, -8) / multiplicities[i]);
    const noise = num(inputs, 'sigma2');
    const result = eigenlearning({
      eigenvalues,
      multiplicities,
      power: eigenvalues.map((value, i) => value * value * multiplicities[i]),
      samples: num(inputs, 'n'),
      ridge: num(inputs, 'delta'),
      noise,
    });
    const excess = result.testError - noise;
    return { ...common(result), E_g: excess, E_g_published_theory: excess };
  },
  'ntk.dual': (inputs) => {
    const out: DualMoments = { value: 0, derivative: 0 };
    const dual = activationOf(inputs) === 'relu' ? reluDual : erfDual;
    dual(num(inputs, 'k11'), num(inputs, 'k12'), num(inputs, 'k22'), out);
    return { E_phi_phi: out.value, E_dphi_dphi: out.derivative };
  },
  'ntk.recursion': (inputs) => {
    const [x, y] = [list(inputs, 'x'), list(inputs, 'y')];
    const observables: Record<string, number> = {};
    for (const [letter, kernel] of [
      ['K', 'nngp'],
      ['Theta', 'ntk'],
    ] as const) {
      const value = kernelFunction(networkOf({ ...inputs, kernel }));
      for (const [name, a, b] of [
        ['xx', x, x],
        ['xy', x, y],
        ['yy', y, y],
      ] as const)
        observables[`${letter}_${name}`] = value(product(a, b), product(a, a), product(b, b));
    }
    return observables;
  },
  'ntk.dynamics': (inputs) => {
    const [train, cross, labels] = [matrix(inputs, 'K_train'), matrix(inputs, 'K_test_train'), list(inputs, 'y')];
    const [rate, steps] = [num(inputs, 'lr'), num(inputs, 'steps')];
    const at = (step: number) =>
      trainOnKernel({ kernel: train, cross, labels, step, samples: 1 }, [rate * steps], createWasmEngine()).test[0];
    return { f_test_gd: at(rate), f_test_gf: at(0) };
  },
  'ntk.linearised': (inputs) => {
    const [X, Z, labels] = [rows(inputs, 'X'), rows(inputs, 'xstar'), list(inputs, 'y')];
    // f = Σ a φ(w·x)/√m: two layers in NTK parameterisation, with |x|² in the place of |x|²/d and
    // no biases. The activation is in the case's name.
    const activation = inputs.activation ?? /relu|erf/.exec(String(inputs.case))?.[0];
    const spec = networkOf({ activation, hidden_layers: 1, sw2: 1, sb2: 0, kernel: 'ntk' });
    const kernel = kernelFunction(spec);
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    const gram = (A: number[][], B: number[][]) => A.map((a) => B.map((b) => kernel(dot(a, b), dot(a, a), dot(b, b))));
    const values = gram(X, X);
    const { test, train } = trainOnKernel(
      {
        kernel: Float64Array.from(values.flat()),
        cross: Float64Array.from(gram(Z, X).flat()),
        labels,
        step: 0,
        samples: labels.length,
      },
      list(inputs, 'times'),
      createWasmEngine(),
    );
    return {
      kernel: values,
      train_loss: train.map(
        (f) => f.reduce((sum, value, i) => sum + squared(value - labels[i]), 0) / (2 * labels.length),
      ),
      test_pred: test,
    };
  },
};

function common(result: Eigenlearning) {
  return {
    kappa: result.kappa,
    E0: result.overfitting,
    E0_hat: result.overfitting,
    E_test: result.testError,
    E_train: result.trainError,
    KARE: result.testError,
    kappa_hat: result.kappaHat,
  };
}

/** The spectra that `krr.conservation` names. */
function generatedSpectrum({ eigenvalues, M }: Inputs): Float64Array {
  const name = Array.isArray(eigenvalues) ? eigenvalues[1] : eigenvalues;
  if (Array.isArray(eigenvalues) && typeof eigenvalues[0] === 'number')
    return Float64Array.from(eigenvalues as number[]);
  const powerLaw = (count: number, decay: number) =>
    Float64Array.from({ length: count }, (_, k) => power(k + 1, -decay));
  const count = typeof M === 'number' ? M : undefined;
  switch (name) {
    case 'uniform_spectrum':
      // n/M = L of each mode whatever the value: that of the cases, where κ = 1.2 at n = 40 and
      // M = 200, is 0.3.
      return new Float64Array(count ?? 200).fill(0.3);
    case 'powerlaw':
      return powerLaw(count ?? 2000, 1.7);
    case 'powerlaw_big':
      return powerLaw(count ?? 100_000, 1.15);
    case 'single_mode_dominant':
      return Float64Array.from({ length: count ?? 100 }, (_, k) => (k === 0 ? 1e6 : 1));
    default:
      throw new BadInput(`no spectrum is called '${String(name)}'`);
  }
}

function networkOf(inputs: Inputs): KernelSpec {
  const kernel = inputs.kernel === 'nngp' ? 'nngp' : 'ntk';
  return {
    kernel,
    activation: inputs.activation === undefined ? 'relu' : activationOf(inputs),
    depth: num(inputs, 'hidden_layers'),
    weightVariance: num(inputs, 'sw2'),
    biasVariance: num(inputs, 'sb2'),
  };
}

function activationOf({ activation }: Inputs): KernelActivation {
  if (activation === 'relu' || activation === 'erf') return activation;
  throw new BadInput(`no activation is called '${String(activation)}'`);
}

/** Least-squares slope of log λ_k in log k over even k from 100 to 300. */
function slope(values: Float64Array): number {
  const points = Array.from({ length: 101 }, (_, i) => 100 + 2 * i).map((k) => [log(k), log(values[k])]);
  const mean = (index: number) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return covariance / points.reduce((sum, [a]) => sum + squared(a - x), 0);
}

/** x·y/d. */
function product(x: number[], y: number[]): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0) / x.length;
}

function rows(inputs: Inputs, key: string): number[][] {
  return list(inputs, key) as unknown as number[][];
}

function matrix(inputs: Inputs, key: string): Float64Array {
  return Float64Array.from(rows(inputs, key).flat());
}
