import { normalCdf } from '../../statistics/distributions.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { leadingAccuracy } from './theory/accuracy.ts';

export const limits: Limit[] = [
  {
    id: 'large',
    title: 'In many directions with as many samples, accuracies are Φ(c‖μ‖²/√(c²‖μ‖² + d/m))',
    ...closedForm('leading order in n and d', 'feng2024verification'),
    ...fallingAs(1, [200, 400, 800]),
    deviation: async (dimension, context) => {
      const settings = { dimension, samples: 6 * dimension };
      const all = parameters.parse(settings);
      const accuracy = leadingAccuracy(all);
      const allAccuracy = leadingAccuracy({ ...all, keepsCorrect: 1, keepsWrong: 1 });
      return farthest(context, settings, {
        accuracy,
        allAccuracy,
        advantage: accuracy - allAccuracy,
      });
    },
  },
  {
    id: 'kept',
    title: 'A verifier keeps φ of the correct and ψ of the wrong ones',
    ...closedForm('φ(1 − p) + ψp', 'feng2024verification'),
    ...exactAt(0.1, 0.5, 0.9),
    deviation: (wrongLabels, context) => farthest(context, { wrongLabels }, { keptShare: 0.9 - 0.5 * wrongLabels }),
  },
  {
    id: 'one-direction',
    title: 'In one direction there is nothing to learn but a sign, which enough correct labels settle',
    ...closedForm('Bayes’ accuracy Φ(‖μ‖)', 'feng2024verification'),
    ...exactAt(0.5, 1, 2),
    deviation: (signal, context) =>
      farthest(context, { signal, dimension: 1, samples: 1e5 }, { accuracy: normalCdf(signal) }),
  },
];
