import { list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { halfTimeOfHead, mergedWhite, plateaus } from './theory/closed-forms.ts';
import { attentionError, bestAttention } from './theory/population.ts';

/** The formulas of `reference/in-context.json` that are of this system. */
export const evaluators: Evaluators = {
  'icl.population': (inputs) => {
    const population = { spectrum: list(inputs, 'lam'), length: num(inputs, 'N'), noise: num(inputs, 'sigma2') };
    const gamma = bestAttention(population);
    const test = { ...population, spectrum: list(inputs, 'lam_test'), length: num(inputs, 'M_test') };
    return { gamma: Array.from(gamma), error: attentionError(gamma, test) };
  },
  'attention.merged_white': (inputs) => {
    const white = {
      ...{ dimension: num(inputs, 'd'), variance: num(inputs, 'lam'), length: num(inputs, 'N') },
      ...{ noise: num(inputs, 'sigma2'), start: num(inputs, 'a0') },
    };
    const curve = list(inputs, 't').map((time) => mergedWhite(white, time));
    const a_inf = mergedWhite(white, Number.POSITIVE_INFINITY).strength;
    return { a: curve.map(({ strength }) => strength), loss: curve.map(({ loss }) => loss), a_inf };
  },
  'attention.separate_heads': (inputs) => {
    const population = { spectrum: list(inputs, 'lam'), length: num(inputs, 'N'), noise: num(inputs, 'sigma2') };
    const levels = plateaus(population);
    return {
      t_half: population.spectrum.map((_, m) => halfTimeOfHead(population, m, num(inputs, 'z0'))),
      ...{ plateaus: levels, final_loss: levels[levels.length - 1] },
    };
  },
};
