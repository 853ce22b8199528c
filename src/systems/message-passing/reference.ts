import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import type { MessagePassingParameters } from './parameters.ts';
import { weakRecovery } from './theory/abs-channel.ts';
import { testError } from './theory/errors.ts';
import { spectralOverlap } from './theory/spectral.ts';
import { type Setting, stateEvolution } from './theory/state-evolution.ts';

/** After so many steps the fixed points of the cases have settled. */
const SETTLED = 2000;

const BAYES: Setting = { channel: 'sign', noise: 0, prior: 'gaussian', estimator: 'bayes', ridge: 1 };

/** The formulas of message passing in `reference/message-passing.json`. */
export const evaluators: Evaluators = {
  'glm.bayes': (inputs) => {
    const setting = { ...BAYES, ...channelOf(inputs), prior: priorOf(inputs) };
    const states = stateEvolution(setting, num(inputs, 'alpha'), 0, SETTLED);
    const fixed = states[SETTLED - 1];
    const shown = states.slice(0, num(inputs, 'iterations'));
    return {
      m: shown.map(({ m }) => m),
      q: shown.map(({ q }) => q),
      q_fixed: fixed.q,
      test_error_fixed: testError(setting, fixed),
      cosine: shown[shown.length - 1].m / Math.sqrt(shown[shown.length - 1].q),
    };
  },
  'glm.bayes_abs': (inputs) => {
    const setting: Setting = { ...BAYES, channel: 'abs', noise: num(inputs, 'Delta') };
    const course = (alpha: number) => {
      const states = stateEvolution(setting, alpha, num(inputs, 'q0'), num(inputs, 'iterations'));
      return states.map(({ m }) => m);
    };
    const m = typeof inputs.alpha === 'number' ? course(inputs.alpha) : list(inputs, 'alpha').map(course);
    return { m, q: m, alpha_wr: weakRecovery(setting.noise) };
  },
  'glm.weak_recovery': (inputs) => ({
    alpha_c: list(inputs, 'Delta').map(weakRecovery),
    q_fixed: list(inputs, 'Delta').map((noise) => {
      const states = stateEvolution({ ...BAYES, channel: 'abs', noise }, num(inputs, 'alpha'), 0.3, 400);
      return states[399].q;
    }),
  }),
  'glm.amp_erm': (inputs) => {
    const setting: Setting = { ...BAYES, ...channelOf(inputs), estimator: 'logistic', ridge: num(inputs, 'lam') };
    const states = stateEvolution(setting, num(inputs, 'alpha'), 0, num(inputs, 'iterations'));
    return { m: states.map(({ m }) => m), q: states.map(({ q }) => q), V: states.map(({ V }) => V) };
  },
  'glm.spectral': (inputs) => ({ overlap2: list(inputs, 'alpha').map(spectralOverlap) }),
};

function channelOf({ channel, channel_par: noise }: Inputs): Pick<Setting, 'channel' | 'noise'> {
  return { channel: channel as MessagePassingParameters['channel'], noise: typeof noise === 'number' ? noise : 0 };
}

function priorOf({ prior }: Inputs): Setting['prior'] {
  return prior === 'gauss' ? 'gaussian' : 'rademacher';
}
