import { squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

export const limits: Limit[] = [
  {
    id: 'many-inputs',
    title: 'With ever more inputs both CKA are |Σ_xy|²/|Σ_x||Σ_y|, and canonical correlations those of the population',
    ...closedForm('correlations of the population', 'kornblith2019'),
    ...fallingAs(1, [500, 1000, 2000]),
    deviation: (samples, context) => {
      const expected = 8 * squared(0.8);
      return farthest(
        context,
        { samples, xDimension: 10, yDimension: 15, shared: 8, correlation: 0.8 },
        { cka: expected / Math.sqrt(150), debiased: expected / Math.sqrt(150), meanSquaredCorrelation: expected / 10 },
      );
    },
  },
  {
    id: 'independent',
    title:
      'Of independent representations the variance of debiased CKA, canonical correlations and neighbours are chance',
    ...closedForm('2/(n(n − 3)), max(p, q)/m, d/m and k/m', 'szekely2014'),
    ...exactAt(100, 200, 400),
    deviation: (samples, context) =>
      farthest(
        context,
        { samples, shared: 0, kept: 5, neighbours: 10 },
        {
          spread: 2 / (samples * (samples - 3)),
          meanSquaredCorrelation: 30 / (samples - 1),
          svcca: 5 / (samples - 1),
          neighbours: 10 / (samples - 1),
        },
      ),
  },
  {
    id: 'one-component',
    title: 'A single component is turned into many others: Procrustes similarity is the length of a mean, 1/√m',
    ...closedForm('1/√(n − 1)', 'kornblith2019'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: (yDimension, context) =>
      farthest(
        context,
        { xDimension: 1, yDimension, samples: yDimension, shared: 0 },
        { procrustes: 1 / Math.sqrt(yDimension - 1) },
      ),
  },
  {
    id: 'many-components',
    title: 'In many directions all distances are alike, and Gaussian kernels are as good as linear ones',
    ...closedForm('linear CKA, ρ²', 'kornblith2019'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: (dimension, context) =>
      farthest(
        context,
        { xDimension: dimension, yDimension: dimension, shared: dimension, correlation: 0.5 },
        { gaussianDebiased: 0.25 },
      ),
  },
];
