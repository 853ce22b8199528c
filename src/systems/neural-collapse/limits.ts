import { exp, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';

export const limits: Limit[] = [
  {
    id: 'orthogonal-frame',
    title: 'Squared loss without bias: all modes are shrunk by 1 − κ, to an orthogonal frame of features',
    ...closedForm('1 − κ', 'tirer2022'),
    ...exactAt(0.1, 0.4, 0.8),
    deviation: (kappa, context) => {
      const left = 1 - kappa;
      const strength = Math.sqrt(left * Math.sqrt(6));
      return farthest(
        context,
        { kappa },
        {
          logitGap: left,
          loss: (1 - left * left) / 2,
          weightStrength: strength,
          featureStrength: strength,
          uniformStrength: strength,
          betweenClasses: 1,
          duality: 1,
          simplexDistance: Math.sqrt(2 - 2 * Math.sqrt(3 / 4)),
          meansCosine: -1 / 3,
        },
      );
    },
  },
  {
    id: 'weak-decay',
    title: 'With little decay the logit gap of cross-entropy grows as ln(K/κ)',
    ...closedForm('ln(K/κ)', 'zhu2021'),
    ...fallingAs(1, [100, 300, 1000]),
    deviation: async (scale, { predicted }) => {
      const gap = (await predicted('logitGap', { loss: 'cross-entropy', kappa: 1 / scale })) as number;
      // In κ: the logarithm falls too slowly to tell an order by.
      return exp(gap) / (4 * scale) - 1;
    },
  },
  {
    id: 'heavy-bias-decay',
    title: 'A bias that decays much leaves each class its share: λ_b b → κ/K',
    ...closedForm('κ/(Kλ_b)', 'tirer2022'),
    ...exactAt(1, 10, 100),
    deviation: (biasDecay, context) =>
      farthest(context, { bias: 'decayed', kappa: 0.2, biasDecay }, { biasEntry: 0.2 / (4 * biasDecay) }),
  },
  {
    id: 'equal-groups',
    title: 'Groups of one size are classes of one size',
    ...closedForm('(√n − Nλ)₊ for each class', 'dang2023'),
    ...exactAt(0.2, 0.5, 0.8),
    deviation: (kappa, context) => {
      const spread = Math.sqrt((1 - kappa) * Math.sqrt(6));
      return farthest(
        context,
        { kappa, minority: 2, imbalance: 1 },
        { minoritySpread: spread, majoritySpread: spread, loss: (1 - squared(1 - kappa)) / 2 },
      );
    },
  },
  {
    id: 'logistic',
    title:
      'With equal decays a class is learned along a logistic curve, and the variance within classes falls exponentially',
    ...closedForm('the logistic curve', 'han2021'),
    ...fallingAs(1, [100, 300, 1000]),
    deviation: async (scale, context) => {
      const settings = { model: 'flow', kappa: 0.2, ratio: 1 + 1 / scale } as const;
      const { times } = prepare(parameters.parse(settings));
      const end = 0.8 * Math.sqrt(6);
      const strengths = times.map((t) => end / (1 + (end / 1e-3 - 1) * exp((-2 * end * t) / 24)));
      return farthest(context, settings, {
        learned: strengths.map((one) => one / Math.sqrt(6)),
        withinClasses: times.map((t) => exp((-2 * Math.sqrt(6) * t) / 24)),
      });
    },
  },
];
