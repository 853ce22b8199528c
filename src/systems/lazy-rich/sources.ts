import type { Preset, Source } from '../contract.ts';

export const sources: Source[] = [
  {
    id: 'chizat2019',
    authors: ['Lénaïc Chizat', 'Edouard Oyallon', 'Francis Bach'],
    title: 'On Lazy Training in Differentiable Programming',
    year: 2019,
    venue: 'NeurIPS',
    arxiv: '1812.07956',
  },
  {
    id: 'jacot2018',
    authors: ['Arthur Jacot', 'Franck Gabriel', 'Clément Hongler'],
    title: 'Neural Tangent Kernel: Convergence and Generalization in Neural Networks',
    year: 2018,
    venue: 'NeurIPS',
    arxiv: '1806.07572',
  },
  {
    id: 'bordelon2022',
    authors: ['Blake Bordelon', 'Cengiz Pehlevan'],
    title: 'Self-Consistent Dynamical Field Theory of Kernel Evolution in Wide Neural Networks',
    year: 2022,
    arxiv: '2205.09653',
  },
  {
    id: 'saxe2013',
    authors: ['Andrew M. Saxe', 'James L. McClelland', 'Surya Ganguli'],
    title: 'Exact solutions to the nonlinear dynamics of learning in deep linear neural networks',
    year: 2013,
    arxiv: '1312.6120',
  },
];

export const presets: Preset[] = [
  {
    id: 'rich-against-lazy',
    title: 'A student that learns its features against one that cannot: α = 0.1 and α = 30 over the number of samples',
    source: 'chizat2019',
    settings: { alpha: '0.1,30', samples: '32:256:4:log', dimension: '10', pairs: '32' },
    shown: ['testError', 'movement', 'alignment', 'errorRatio'],
  },
  {
    id: 'test-error-over-scale',
    title: 'The test error rises with the output scale towards that of the linearised student, in 20 dimensions',
    source: 'chizat2019',
    settings: { alpha: '0.1:100:7:log', dimension: '20', samples: '200', pairs: '25' },
    shown: ['testError', 'linearisedError', 'alignment', 'errorRatio'],
  },
  {
    id: 'solvable-crossover',
    title: 'The crossover in closed form: movement of weights and kernel of the two-layer linear network on one datum',
    source: 'bordelon2022',
    settings: { model: 'solvable', alpha: '0.01:100:13:log' },
    shown: ['movement', 'kernelMovement', 'movementExponent'],
  },
];
