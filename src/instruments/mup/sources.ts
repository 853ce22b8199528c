import type { Source } from '../../systems/contract.ts';
import { bordelon2023, yang2020, yang2022, yang2023 } from '../../systems/shared/bibliography.ts';

export const dey2025: Source = {
  id: 'dey2025',
  authors: ['Nolan Dey', 'Bin Claire Zhang', 'Lorenzo Noci', 'Mufan Li', 'others'],
  title: 'Don’t be lazy: CompleteP enables compute-efficient deep transformers',
  year: 2025,
  arxiv: '2505.01618',
};

export const sources: Source[] = [yang2022, yang2020, yang2023, bordelon2023, dey2025];
