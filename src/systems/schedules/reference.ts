import { type Inputs, list, num, record } from '../../data/reference-inputs.ts';
import { cos, power } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import {
  exponentialBias,
  exponentialVariance,
  lastVariance,
  longExponentialVariance,
  longTailVariance,
  tailVariance,
} from './theory/averages.ts';
import {
  bestVariance,
  linearVariance,
  longCosineVariance,
  longLinearVariance,
  longPowerVariance,
} from './theory/decay.ts';
import { functionalRisks } from './theory/functional-law.ts';
import { bestConstantRate, budgetExponents, collapsed, endlessBias, leadingConstantRate } from './theory/horizon.ts';
import { exactRisks } from './theory/recursion.ts';

/** The formulas `schedule.*` in `reference/optimisers.json`. */
export const evaluators: Evaluators = {
  'schedule.sgd_exact': (inputs) => {
    const [lambda, squaredErrors] = [list(inputs, 'lam'), list(inputs, 'c0')].map((one) => Float64Array.from(one));
    const [T, eta] = [num(inputs, 'K'), num(inputs, 'eta0')];
    const population = {
      lambda,
      squaredErrors,
      s2: num(inputs, 'sigma2') / num(inputs, 'B'),
      perBatch: 1 / num(inputs, 'B'),
    };
    const schedules = record(inputs.schedules);
    return Object.fromEntries(
      Object.keys(schedules).map((name) => {
        const factor = caseSchedule(name, record(schedules[name]), T);
        const rates = Float64Array.from({ length: T }, (_, k) => eta * factor(k));
        return [name, 2 * exactRisks(population, rates)[T]];
      }),
    );
  },
  'schedule.average_variance': (inputs) => {
    const [lambda, eta, s2] = [num(inputs, 'lam'), num(inputs, 'eta'), num(inputs, 's2')];
    const [beta, N] = [num(inputs, 'beta'), num(inputs, 'N')];
    return {
      var_last: lastVariance(lambda, eta, s2),
      var_ema: exponentialVariance(lambda, eta, s2, beta),
      var_tail: tailVariance(lambda, eta, s2, N),
      ema_bias: exponentialBias(lambda, eta, beta, num(inputs, 'k'), num(inputs, 'e0')),
      var_ema_small_step: longExponentialVariance(lambda, s2, beta),
      var_tail_large_N: longTailVariance(lambda, s2, N),
    };
  },
  'schedule.decay_variance': (inputs) => {
    const [lambda, eta, T] = [num(inputs, 'lam'), num(inputs, 'eta0'), num(inputs, 'T')];
    const [s2, c0] = [num(inputs, 's2'), num(inputs, 'c0')];
    return {
      linear: linearVariance(lambda, eta, T, s2, c0),
      linear_asym: longLinearVariance(lambda, eta, T, s2),
      power_2: longPowerVariance(lambda, eta, T, s2, 2),
      power_4: longPowerVariance(lambda, eta, T, s2, 4),
      cosine: longCosineVariance(lambda, eta, T, s2),
      kalman: bestVariance(lambda, T, s2, c0),
    };
  },
  'schedule.optimal_lr': (inputs) => {
    const law = { a: num(inputs, 'a'), b: num(inputs, 'b'), s2: num(inputs, 's2') };
    const T = num(inputs, 'T');
    // The case has an estimate of ζ(b), and N modes in the leading terms.
    const best = bestConstantRate({ ...law, total: num(inputs, 'zeta') }, T);
    const total = sum(Float64Array.from({ length: num(inputs, 'N') }, (_, i) => power(i + 1, -law.b)));
    const leading = leadingConstantRate({ ...law, total }, T);
    const r = (law.a - 1) / law.b;
    return {
      eta_best: best.eta,
      loss_best: best.loss,
      eta_leading: leading.eta,
      loss_leading: leading.loss,
      exponent: budgetExponents(law.a, law.b, 0).loss,
      collapse: [1 / 8, 1 / 4, 1 / 2].map((x) => collapsed(r, x)),
    };
  },
  'schedule.optimal_exponents': (inputs) => {
    const exponents = (q0: number) => budgetExponents(num(inputs, 'a'), num(inputs, 'b'), q0);
    const [constant, linear, cosine] = [exponents(0), exponents(1 / 2), exponents(2 / 3)];
    return {
      loss_constant: constant.loss,
      eta_constant: constant.eta,
      loss_linear: linear.loss,
      eta_linear: linear.eta,
      loss_cosine: cosine.loss,
      eta_cosine: cosine.eta,
    };
  },
  'schedule.fsl': (inputs) => {
    const [a, b, N] = [num(inputs, 'a'), num(inputs, 'b'), num(inputs, 'N')];
    const [T, eta] = [num(inputs, 'T'), num(inputs, 'eta0')];
    const population = {
      lambda: Float64Array.from({ length: N }, (_, i) => power(i + 1, -b)),
      // The bias is that of endless modes.
      squaredErrors: new Float64Array(N),
      s2: num(inputs, 's2'),
    };
    const final = (name: string, options: Inputs = {}) => {
      const factor = caseSchedule(name, options, T);
      const rates = Float64Array.from({ length: T }, (_, k) => eta * factor(k));
      return endlessBias(a, b, sum(rates)) + functionalRisks(population, rates)[T];
    };
    return {
      constant: final('constant'),
      linear: final('power', { p: 1 }),
      cosine: final('cosine'),
      wsd: final('wsd', { frac: num(inputs, 'wsd_fraction') }),
    };
  },
};

/** The schedules of the cases, which are a step behind or ahead of those of the system. */
function caseSchedule(name: string, options: Inputs, T: number): (k: number) => number {
  if (name === 'power') return (k) => power(1 - k / T, num(options, 'p'));
  if (name === 'cosine') return (k) => (1 + cos((Math.PI * k) / T)) / 2;
  if (name === 'inv') return (k) => 1 / (1 + k / num(options, 'k0'));
  if (name === 'wsd') return (k) => Math.min(1, (T - k) / (num(options, 'frac') * T));
  return () => 1;
}

function sum(values: Float64Array): number {
  return values.reduce((total, one) => total + one, 0);
}
