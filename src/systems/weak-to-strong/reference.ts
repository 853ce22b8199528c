import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { power, squared } from '../../numeric/special.ts';
import { prepareModes } from '../../random-matrices/modes.ts';
import type { Evaluators } from '../contract.ts';
import { ownRows } from './theory/same-rows.ts';
import { bestMix, bestUnlimited, mixtures, overlength, type Parabola, taught } from './theory/students.ts';
import {
  type certain,
  excessError,
  fewFeatures,
  type Population,
  randomFeatures,
  ridgeSupervisor,
} from './theory/supervisors.ts';
import { bestLabels, bestSelection, equivalent } from './theory/surrogates.ts';

/** The formulas of `reference/weak-to-strong.json`. */
export const evaluators: Evaluators = {
  'w2s.chain': (inputs) => {
    const population = populationOf(inputs);
    const errors = chain(inputs, population, fewFeatures(population, weak(inputs), num(inputs, 'weak_features')));
    const { weak: supervisor, student, ceiling } = errors;
    return { ...errors, pgr: (supervisor - student) / (supervisor - ceiling) };
  },
  'w2s.random_features': (inputs) => {
    const population = populationOf(inputs);
    return chain(inputs, population, randomFeatures(population, weak(inputs), num(inputs, 'weak_random_features')));
  },
  'w2s.criterion': (inputs) => {
    const population = populationOf(inputs);
    const supervisor = ridgeSupervisor(population, weak(inputs));
    const error = excessError(population, supervisor);
    const student = excessError(population, taught(population, supervisor, course(inputs)));
    const criterion = overlength(population, supervisor);
    return {
      weak: error,
      student,
      gain: error - student,
      criterion,
      slope_at_zero: -2 * criterion,
      best_infinite_student: bestUnlimited(population, supervisor).error,
    };
  },
  'w2s.surrogate': (inputs) => {
    const population = populationOf(inputs);
    const [samples, ridge, noise] = [num(inputs, 'n'), num(inputs, 'lam'), num(inputs, 'noise')];
    const error = (target: ArrayLike<number>) =>
      excessError(population, ridgeSupervisor({ ...population, target }, { samples, ridge, noise }));
    const rows = { ...population, samples, ridge };
    const [labels, kept] = [bestLabels(rows), bestSelection(rows)];
    const [student, standard] = [error(labels), error(population.target)];
    return {
      student,
      standard,
      gain: standard - student,
      masked: error(kept.map((one, k) => one * population.target[k])),
      amplify_modes: labels.filter((one, k) => one > population.target[k]).length,
      keep_modes: kept.filter((one) => one === 1).length,
      kappa: equivalent(rows).kappa,
    };
  },
  'w2s.self_distill_same': (inputs) => {
    const training = { samples: num(inputs, 'n'), ridge: num(inputs, 'lam'), noise: num(inputs, 'noise') };
    const parabola = ownRows(populationOf(inputs), training);
    const xi = bestMix(parabola);
    return {
      teacher: parabola.atZero,
      student: list(inputs, 'xi').map((one) => at(parabola, one)),
      xi_opt: xi,
      risk_opt: at(parabola, xi),
    };
  },
  'w2s.self_distill_fresh': (inputs) => {
    const population = populationOf(inputs);
    const noise = num(inputs, 'noise');
    const training = { samples: num(inputs, 'n_teacher'), ridge: num(inputs, 'lam_teacher'), noise };
    const teacher = ridgeSupervisor(population, training);
    const student = { samples: num(inputs, 'n_student'), ridge: num(inputs, 'lam_student'), noise };
    const regress = (mix: number) =>
      excessError(population, taught(population, teacher, { ...student, mix, rounds: 1 }));
    return {
      teacher: excessError(population, teacher),
      student: list(inputs, 'xi').map(regress),
      xi_opt: bestMix(mixtures(population, teacher, student)),
    };
  },
  'w2s.sd_against_ridge': (inputs) => {
    const population = populationOf(inputs);
    const parabola = (ridge: number) =>
      ownRows(population, { samples: num(inputs, 'n'), ridge, noise: num(inputs, 'noise') });
    const best = parabola(num(inputs, 'lam_ridge'));
    const distilled = at(parabola(num(inputs, 'lam_sd')), num(inputs, 'xi_sd'));
    return {
      best_ridge: best.atZero,
      best_sd: distilled,
      difference: best.atZero - distilled,
      xi_at_best_ridge: bestMix(best),
    };
  },
};

function at({ atZero, c, b }: Parabola, mix: number): number {
  return atZero - 2 * c * mix + b * squared(mix);
}

function chain(inputs: Inputs, population: Population, supervisor: ReturnType<typeof certain>) {
  const fit = course(inputs);
  const ceiling = ridgeSupervisor(population, { ...fit, noise: num(inputs, 'ceiling_noise') });
  return {
    weak: excessError(population, supervisor),
    student: excessError(population, taught(population, supervisor, fit)),
    ceiling: excessError(population, ceiling),
  };
}

/** One round on the supervisor's labels alone, which have no noise of their own. */
function course(inputs: Inputs) {
  return { samples: num(inputs, 'n_student'), ridge: num(inputs, 'lam_student'), noise: 0, mix: 1, rounds: 1 };
}

function weak(inputs: Inputs) {
  return { samples: num(inputs, 'n_weak'), ridge: num(inputs, 'lam_weak'), noise: num(inputs, 'noise_weak') };
}

/** Powers of k, with Σ η w_0² = 1. */
function populationOf(inputs: Inputs): Population {
  const powers = (key: string) =>
    Float64Array.from({ length: num(inputs, 'd') }, (_, k) => power(k + 1, -num(inputs, key)));
  const [eta, raw] = [powers('eta_exponent'), powers('w0_exponent')];
  const size = Math.sqrt(eta.reduce((sum, one, k) => sum + one * squared(raw[k]), 0));
  return { eta, modes: prepareModes(eta), target: raw.map((one) => one / size) };
}
