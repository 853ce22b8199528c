import { squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

export const limits: Limit[] = [
  {
    id: 'sparse-pair',
    title: 'Sparse features of equal importance make an antipodal pair, which errs only where both are active: p²/3',
    ...closedForm('the unit antipodal pair', 'elhage2022'),
    ...fallingAs(1, [8, 16, 32]),
    deviation: (scale, context) => {
      const density = 1 / scale;
      const loss = squared(density) / 3;
      return farthest(context, { density, importance: 1 }, { loss, overlap: -1, dimensionality: 0.5 });
    },
  },
  {
    id: 'no-sparsity',
    title: 'Without sparsity only the more important feature is represented, as by principal components',
    ...closedForm('the variance of the other feature, I/12', 'elhage2022'),
    ...exactAt(0.1, 0.3, 0.5),
    deviation: (importance, context) => {
      const loss = importance / 12;
      return farthest(context, { density: 1, importance }, { loss, overlap: 0, dimensionality: 0 });
    },
  },
  {
    id: 'important-second',
    title: 'A second feature that is much more important takes the dimension for itself',
    ...closedForm('a dedicated dimension', 'elhage2022'),
    ...exactAt(4, 6, 9),
    deviation: (importance, context) => {
      const loss = 0.8 / 3 - 0.64 / 4;
      return farthest(context, { density: 0.8, importance }, { loss, overlap: 0, dimensionality: 1 });
    },
  },
];
