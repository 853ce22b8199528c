import type { Preset } from '../contract.ts';
import { feng2024verification } from '../shared/bibliography.ts';

export const sources = [feng2024verification];

export const presets: Preset[] = [
  {
    id: 'sharp-transition',
    title: 'With ever more data the verifier alone decides: accuracy falls from Bayes’ to its opposite at φ/(φ + ψ)',
    source: 'feng2024verification',
    settings: { wrongLabels: '0.05:0.95:19', samples: '300,3000,30000' },
    shown: ['accuracy', 'transition'],
  },
  {
    id: 'verifiers',
    title: 'How many wrong labels a verifier can bear depends on the ratio ψ/φ of what it keeps',
    source: 'feng2024verification',
    settings: { wrongLabels: '0.05:0.95:19', keepsWrong: '0.05,0.2,0.9', samples: '2000' },
    shown: ['accuracy', 'transition'],
  },
  {
    id: 'worth-of-a-verifier',
    title: 'What a verifier is worth, by the generator’s errors and its own',
    source: 'feng2024verification',
    settings: { wrongLabels: '0.1:0.9:9', keepsWrong: '0.1:0.9:9' },
    shown: ['advantage'],
    budget: 60,
  },
];
