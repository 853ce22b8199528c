import type { Source } from '../contract.ts';

// Publications that several systems stand on.

export const atanasov2024: Source = {
  id: 'atanasov2024',
  authors: ['Alexander Atanasov', 'Jacob A. Zavatone-Veth', 'Cengiz Pehlevan'],
  title: 'Scaling and renormalization in high-dimensional regression',
  year: 2024,
  arxiv: '2405.00592',
};

export const hastie2019: Source = {
  id: 'hastie2019',
  authors: ['Trevor Hastie', 'Andrea Montanari', 'Saharon Rosset', 'Ryan J. Tibshirani'],
  title: 'Surprises in High-Dimensional Ridgeless Least Squares Interpolation',
  year: 2019,
  arxiv: '1903.08560',
};
