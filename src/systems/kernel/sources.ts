import type { Preset, Source } from '../contract.ts';
import { jacot2018 } from '../shared/bibliography.ts';

export const sources: Source[] = [
  {
    id: 'simon2021',
    authors: ['James B. Simon', 'Madeline Dickens', 'Dhruva Karkada', 'Michael R. DeWeese'],
    title: 'The Eigenlearning Framework: A Conservation Law Perspective on Kernel Regression and Wide Neural Networks',
    year: 2021,
    arxiv: '2110.03922',
  },
  {
    id: 'canatar2020',
    authors: ['Abdulkadir Canatar', 'Blake Bordelon', 'Cengiz Pehlevan'],
    title:
      'Spectral bias and task-model alignment explain generalization in kernel regression and infinitely wide neural networks',
    year: 2020,
    venue: 'Nature Communications 12, 2914 (2021)',
    arxiv: '2006.13198',
    doi: '10.1038/s41467-021-23103-1',
  },
  {
    id: 'bordelon2020',
    authors: ['Blake Bordelon', 'Abdulkadir Canatar', 'Cengiz Pehlevan'],
    title: 'Spectrum Dependent Learning Curves in Kernel Regression and Wide Neural Networks',
    year: 2020,
    arxiv: '2002.02561',
  },
  jacot2018,
  {
    id: 'lee2019',
    authors: [
      'Jaehoon Lee',
      'Lechao Xiao',
      'Samuel S. Schoenholz',
      'Yasaman Bahri',
      'Roman Novak',
      'Jascha Sohl-Dickstein',
      'Jeffrey Pennington',
    ],
    title: 'Wide Neural Networks of Any Depth Evolve as Linear Models Under Gradient Descent',
    year: 2019,
    arxiv: '1902.06720',
  },
  {
    id: 'dyer2019',
    authors: ['Ethan Dyer', 'Guy Gur-Ari'],
    title: 'Asymptotics of Wide Networks from Feynman Diagrams',
    year: 2019,
    arxiv: '1909.11304',
  },
  {
    id: 'jacot2020',
    authors: ['Arthur Jacot', 'Berfin Şimşek', 'Francesco Spadaro', 'Clément Hongler', 'Franck Gabriel'],
    title: 'Kernel Alignment Risk Estimator: Risk Prediction from Training Data',
    year: 2020,
    arxiv: '2006.09796',
  },
  {
    id: 'bordelon2024',
    authors: ['Blake Bordelon', 'Alexander Atanasov', 'Cengiz Pehlevan'],
    title: 'A Dynamical Model of Neural Scaling Laws',
    year: 2024,
    arxiv: '2402.01092',
  },
];

export const presets: Preset[] = [
  {
    id: 'sphere-power-law',
    title:
      'Learning curves of a kernel with power-law levels on the sphere: a descent for each level, with peaks where labels are noisy',
    source: 'canatar2020',
    settings: {
      kernel: 'power-law',
      decay: '8',
      target: 'kernel',
      dimension: '20',
      ridge: '1e-9',
      noise: '3.5e-4,1.7e-3',
      samples: '10:1000:22:log',
    },
  },
  {
    id: 'hypercube-learnabilities',
    title: 'Learnabilities of parities on the hypercube: levels are learned one after the other, within a fixed sum',
    source: 'simon2021',
    settings: {
      domain: 'hypercube',
      dimension: '11',
      kernel: 'ntk',
      depth: '3',
      samples: '10,60,300',
      ridge: '0.01',
    },
    shown: ['learnability'],
  },
  {
    id: 'overfitting-of-noise',
    title:
      'What pure noise does to a fit: the overfitting coefficient of the tangent kernel against the exponential one',
    source: 'simon2021',
    settings: { kernel: 'ntk,laplace', dimension: '15', ridge: '0', noise: '0.5', samples: '20:600:12:log' },
    shown: ['overfitting', 'testError'],
  },
  {
    id: 'digits-tangent-kernel',
    title: 'Learning curve of handwritten digits with the tangent kernel of three hidden layers',
    source: 'canatar2020',
    settings: { data: 'digits', labels: 'classes', depth: '3', ridge: '0.01', samples: '20:1000:10:log' },
    shown: ['testError', 'kare'],
  },
  {
    id: 'early-stopping',
    title: 'With more noise than signal, and as many samples as dimensions, there is a best time to stop',
    source: 'bordelon2024',
    settings: {
      kernel: 'linear',
      target: 'level',
      level: '1',
      dimension: '100',
      samples: '100',
      noise: '2',
      ridge: '1e-3',
    },
    shown: ['testErrorInTime', 'bestTime'],
  },
  {
    id: 'gradient-flow',
    title: 'Test error along gradient flow: early stopping pays where labels are noisy',
    source: 'bordelon2024',
    settings: { kernel: 'ntk', samples: '200', ridge: '0.001', noise: '0.05,0.3,1' },
    shown: ['testErrorInTime'],
  },
];
