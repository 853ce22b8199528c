import { list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import {
  alongDirection,
  gapCoefficient,
  lateWeights,
  limitingWeights,
  normalisedAngle,
  offset,
} from './theory/asymptotics.ts';
import { adamRates, largestMargin, smallestCombination } from './theory/margins.ts';
import { relaxationRates, supportVectors } from './theory/support-vectors.ts';

/** The formulas of separable classification in `reference/bias-and-depth.json`. */
export const evaluators: Evaluators = {
  'logistic.asymptotics': (inputs) => {
    const Z = rows(inputs, 'Z');
    const machine = supportVectors(Z);
    const taus = list(inputs, 'taus');
    return {
      w_hat: machine.direction,
      alpha: machine.alpha,
      gamma: machine.margin,
      w_tilde: offset(Z, machine),
      w_projected: taus.map((tau) => lateWeights(Z, machine, tau)),
      loss_times_tau_gamma2: taus.map(() => 1),
      w_projected_gd: lateWeights(Z, machine, num(inputs, 'eta') * num(inputs, 'gd_steps')),
      loss_gd_scaled: 1,
      norm_along_what: taus.map((tau) => alongDirection(machine, tau)),
      margin_gap_scaled: taus.map(() => gapCoefficient(machine)),
      relaxation_exponents: relaxationRates(Z, machine, createWasmEngine()),
      second_margin: machine.secondMargin,
      support: machine.support,
    };
  },
  'logistic.relaxation': (inputs) => {
    const Z = rows(inputs, 'Z');
    const machine = supportVectors(Z);
    const exponents = relaxationRates(Z, machine, createWasmEngine());
    return {
      exponents,
      slowest: Math.min(...exponents, machine.secondMargin - 1),
      trace_identity: Z.reduce((sum, z, n) => sum + machine.alpha[n] * z.reduce((s, one) => s + one * one, 0), 0),
    };
  },
  'logistic.normalised_gd': (inputs) => {
    const Z = rows(inputs, 'Z');
    const machine = supportVectors(Z);
    return {
      log_loss_rate: squared(machine.margin),
      norm_rate: machine.margin,
      softmax_limit: limitingWeights(machine),
      log_loss_rate_unit: machine.margin,
      angle_times_s: normalisedAngle(Z, machine),
    };
  },
  'steepest.margins': (inputs) => {
    const Z = rows(inputs, 'Z');
    const { direction, margin } = supportVectors(Z);
    const gammaInf = largestMargin(Z, 'linf');
    return {
      gamma_inf: gammaInf,
      gamma_1: largestMargin(Z, 'l1'),
      gamma_2: margin,
      gamma_inf_dual: smallestCombination(Z, 'linf'),
      gamma_1_dual: smallestCombination(Z, 'l1'),
      adam_eps0: gammaInf,
      l2_direction_linf_margin: 1 / Math.max(...direction.map(Math.abs)),
    };
  },
  'steepest.adam_eps': (inputs) => {
    const Z = rows(inputs, 'Z');
    const tau = (num(inputs, 'eta') * num(inputs, 'steps')) / num(inputs, 'eps');
    return { w_projected: lateWeights(Z, supportVectors(Z), tau) };
  },
  'steepest.adam_rate': (inputs) => {
    const gammaInf = largestMargin(rows(inputs, 'Z'), 'linf');
    const { sign, memory, rate } = adamRates(gammaInf, num(inputs, 'eta'), num(inputs, 'beta2'));
    return { log_loss_rate: rate, sign_rate: sign, memory_rate: memory };
  },
};
