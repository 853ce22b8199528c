import { leastOnRange } from '../../numeric/golden-section.ts';
import { cos, log, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

/**
 * The loss of a feature at the best threshold β, of outputs (u − β)₊ times a length; `others` is
 * E Σ(cu − β)₊² of the features that interfere.
 */
function thresholded(others: (beta: number) => number): number {
  const gain = (beta: number) => {
    const own = squared(squared(1 - beta) * (2 + beta)) / 36;
    return own / (squared(1 - beta) * ((1 - beta) / 3) + others(beta));
  };
  return 1 / 3 + leastOnRange((beta) => -gain(beta), [0, 0.99]).value;
}

/** E(cu − β)₊². */
function seen(c: number, beta: number): number {
  return c > beta ? (squared(c - beta) * (c - beta)) / (3 * c) : 0;
}

export const limits: Limit[] = [
  {
    id: 'antipodal-pairs',
    title: 'Two features for a dimension cost nothing: antipodal pairs, of which ReLU hides one or the other',
    ...closedForm('no loss', 'elhage2022'),
    ...exactAt(4, 8, 16),
    deviation: (dimensions, context) => {
      const features = 2 * dimensions;
      return farthest(context, { dimensions, features }, { loss: 0, represented: features });
    },
  },
  {
    id: 'polygons',
    title: 'Five, six or seven features in a plane are a regular polygon, whose corners see their neighbours alone',
    ...closedForm('one threshold for one distance', 'elhage2022'),
    ...exactAt(5, 6, 7),
    deviation: (features, context) => {
      const loss = thresholded((beta) => 2 * seen(cos((2 * Math.PI) / features), beta));
      let overlap = 0;
      for (let j = 1; j < features; j++) overlap += squared(cos((2 * Math.PI * j) / features)) / (features - 1);
      return farthest(context, { dimensions: 2, features }, { loss, overlap, represented: features });
    },
  },
  {
    id: 'no-eighth',
    title: 'In a plane an eighth feature, and any more, is better left out than given a corner',
    ...closedForm('a third for each', 'elhage2022'),
    ...exactAt(8, 16, 64),
    deviation: (features, context) => {
      const seven = thresholded((beta) => 2 * seen(cos((2 * Math.PI) / 7), beta));
      const loss = (7 * seven + (features - 7) / 3) / features;
      return farthest(context, { dimensions: 2, features }, { loss, represented: 7 });
    },
  },
  {
    id: 'principal-components',
    title: 'Without ReLU the best network projects on as many components as it has dimensions, whichever they are',
    ...closedForm('what principal components leave of the variance', 'elhage2022'),
    ...exactAt(4, 16, 60),
    deviation: (dimensions, context) => {
      const kappa = 63 / dimensions;
      return farthest(
        context,
        { features: 64, dimensions, activation: 'linear' },
        {
          loss: (64 - dimensions) / (3 * 64),
          totalDimensionality: dimensions,
          unitLoss: kappa / 3,
          randomLoss: kappa / (3 * (1 + kappa)),
        },
      );
    },
  },
  {
    id: 'many-features',
    title: 'Ever more features overlap as little as random ones do, by 1/m in the square',
    ...closedForm('1/m', 'welch1974'),
    ...fallingAs(1, [101, 301, 901]),
    deviation: (features, context) => farthest(context, { features, dimensions: 8 }, { overlap: 1 / 8 }),
  },
  {
    id: 'whole-space',
    title: 'All features together have as many dimensions as there are, or as many as they are',
    ...closedForm('min(n, m)', 'elhage2022'),
    ...exactAt(3, 8, 20),
    deviation: async (dimensions, context) => {
      const off = [dimensions - 1, 2 * dimensions].map((features) =>
        farthest(context, { dimensions, features }, { totalDimensionality: Math.min(features, dimensions) }),
      );
      return Math.max(...(await Promise.all(off)));
    },
  },
  {
    id: 'half-hidden',
    title: 'ReLU hides half of the interference of random unit vectors',
    ...closedForm('(n − 1)/6m', 'liu2025'),
    ...exactAt(4, 16, 60),
    deviation: (dimensions, context) =>
      farthest(context, { features: 256, dimensions }, { unitLoss: 255 / (6 * dimensions) }),
  },
  {
    id: 'sphere',
    title: 'Random directions in three dimensions have cosines that are uniform',
    ...closedForm('one threshold for a uniform cosine', 'elhage2022'),
    ...exactAt(16, 48, 100),
    deviation: (features, context) => {
      // ∫(c − β)³/6c dc from β to 1: half of what is seen, of the half of cosines above 0.
      const others = (beta: number) => {
        const cube = squared(beta) * beta;
        const whole = 1 / 9 - beta / 2 + squared(beta) - (11 * cube) / 18;
        return (features - 1) * ((whole + (beta > 0 ? (cube / 3) * log(beta) : 0)) / 2);
      };
      return farthest(context, { features, dimensions: 3 }, { randomLoss: thresholded(others) });
    },
  },
];
