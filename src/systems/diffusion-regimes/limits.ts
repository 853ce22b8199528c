import { gaussianMeans } from '../../numeric/hermite.ts';
import { log, squared, tanh } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

export const limits: Limit[] = [
  {
    id: 'one-point',
    title: 'A training set of one point is memorised at all times',
    ...closedForm('certainty', 'biroli2024'),
    ...exactAt(0.1, 1, 3),
    deviation: (firstTime, context) =>
      farthest(context, { samples: 1, times: 1, firstTime }, { ownWeight: [1], returned: [1] }),
  },
  {
    id: 'noise',
    title: 'Long after all structure is lost, each training point is as likely as another',
    ...closedForm('1/n', 'biroli2024'),
    ...fallingAs(2, [40, 80, 160]),
    deviation: (growth, context) =>
      farthest(
        context,
        { samples: 5, dimension: 6, times: 1, firstTime: log(growth) },
        { ownWeight: [1 / 5], returned: [1 / 5] },
      ),
  },
  {
    id: 'no-class',
    title: 'Long after all structure is lost, a U-turn keeps the class by chance',
    ...closedForm('one half', 'biroli2024'),
    ...fallingAs(2, [40, 80, 160]),
    deviation: (growth, context) =>
      farthest(context, { dimension: 6, samples: 1, times: 1, firstTime: log(growth) }, { sameClass: [0.5] }),
  },
  {
    id: 'speciation-time',
    title: 'In high dimensions U-turns at ½ ln Λ keep the class with one and the same probability, about 0.74',
    ...closedForm('½(1 + E tanh²(1 + z))', 'biroli2024'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: (dimension, context) => {
      const firstTime = 0.5 * log(1.5 + dimension);
      const settings = { dimension, samples: 1, separation: 1, spread: 1.5, times: 1, firstTime };
      const [mean] = gaussianMeans(
        (z, out) => {
          out[0] = squared(tanh(1 + z));
        },
        1,
        1e-11,
      );
      return farthest(context, settings, { sameClass: [0.5 * (1 + mean)] });
    },
  },
];
