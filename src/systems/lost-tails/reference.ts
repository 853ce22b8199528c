import { num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { asymptoticMissedShare, knownAfter, missedBehindGenerator, missedShare } from './theory/unseen.ts';

/** The formulas of the memorising model in `reference/data.json`. */
export const evaluators: Evaluators = {
  'collapse.tails': (inputs) => {
    const [beta, T, k] = [num(inputs, 'beta'), num(inputs, 'T'), num(inputs, 'cutoff_k')];
    const settings = { exponent: beta, tokens: num(inputs, 'support'), generator: 'cut', cutoff: k };
    const { real, given } = prepare(parameters.parse(settings));
    const share = num(inputs, 'real_fraction');
    return {
      full: missedShare(real, real, T),
      truncated: missedShare(real, given!, T),
      mixture: missedShare(
        real,
        real.map((p, i) => share * p + (1 - share) * given![i]),
        T,
      ),
      one_generation: missedBehindGenerator(real, knownAfter(real, num(inputs, 'T0'), 1), 0, T),
      asymptotic_infinite_support: asymptoticMissedShare(beta, T),
      cutoff_floor: real.reduceRight((sum, p, i) => (i >= k ? sum + p : sum), 0),
    };
  },
};
