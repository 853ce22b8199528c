import type { Preset } from '../contract.ts';
import { bordelon2023, jacot2018, yang2020, yang2022, yang2023 } from '../shared/bibliography.ts';

export const sources = [yang2020, yang2022, yang2023, bordelon2023, jacot2018];

/** The study of rates on the digits. */
const onDigits = {
  study: 'rates',
  parameterisation: 'standard,mup',
  task: 'digits',
  trainingSamples: '128',
  activation: 'relu',
};

const exponents = ['inputExponent', 'hiddenExponent', 'outputExponent'];

export const presets: Preset[] = [
  {
    id: 'gradient-descent',
    title: 'One step of gradient descent: every parameterisation moves each layer by its own power of the width',
    source: 'yang2020',
    settings: { optimiser: 'sgd', parameterisation: 'standard,ntk,mean-field,mup', width: '32' },
    shown: ['inputChange', 'hiddenChange', 'outputChange', ...exponents, 'fails', 'passes'],
  },
  {
    id: 'adam',
    title: 'One step of Adam: the standard parameterisation blows up with the width, μP does not',
    source: 'yang2022',
    settings: { parameterisation: 'standard,ntk,mean-field,mup', width: '32' },
    budget: 120,
    shown: ['inputChange', 'hiddenChange', 'outputChange', ...exponents, 'fails', 'passes'],
  },
  {
    id: 'exponents',
    title: 'Exponents of every kind of layer, in four parameterisations, under gradient descent, Adam and AdamW',
    source: 'yang2020',
    settings: { optimiser: 'sgd,adam,adamw', parameterisation: 'standard,ntk,mean-field,mup', width: '32' },
    budget: 200,
    shown: [...exponents, 'fails', 'passes'],
  },
  {
    id: 'hidden-layer-only',
    title:
      'Hidden weights alone, under Adam: the powers 1 and 3/2 of the standard parameterisation without a crossover',
    source: 'yang2022',
    settings: { parameterisation: 'standard,ntk,mup', trained: 'hidden' },
    shown: ['hiddenExponent', 'outputExponent'],
  },
  {
    id: 'coordinate-check',
    title:
      'The coordinate check as it is made in practice: widths 128 to 2048, four steps of Adam at a usual rate on digits',
    source: 'yang2022',
    settings: {
      parameterisation: 'standard,mup',
      width: '128',
      octaves: '4',
      task: 'digits',
      samples: '32',
      steps: '4',
      rate: '0.001',
    },
    budget: 120,
    shown: [...exponents, 'fails', 'passes'],
  },
  {
    id: 'best-rate',
    title: 'The best learning rate of Adam stays in μP and drifts in the standard parameterisation: digits',
    source: 'yang2022',
    settings: { ...onDigits, octaves: '3', rates: '10' },
    shown: ['bestRate', 'transfers', 'drifts'],
  },
  {
    id: 'best-rate-wide',
    title: 'The best learning rate of Adam from width 64 to 1024: digits',
    source: 'yang2022',
    settings: { ...onDigits, width: '64', octaves: '4', rates: '11' },
    shown: ['bestRate', 'transfers', 'drifts'],
    budget: 300,
  },
  {
    id: 'best-rate-of-a-transformer',
    title: 'The best learning rate of a transformer from width 32 to 512: next tokens of a small language',
    source: 'yang2022',
    settings: {
      study: 'rates',
      network: 'transformer',
      parameterisation: 'standard,mup',
      trainingSamples: '16',
      width: '32',
      octaves: '4',
      fastest: '0.125',
      rates: '10',
    },
    shown: ['bestRate', 'transfers', 'drifts'],
    budget: 300,
  },
  {
    id: 'attention',
    title:
      'A transformer in μP under Adam: attention scaled by 1/(head size) moves alike at every width, by its root it does not',
    source: 'yang2022',
    settings: {
      network: 'transformer',
      attentionScale: 'inverse,root',
      width: '128',
      octaves: '2',
      samples: '2',
    },
    shown: [...exponents, 'attentionChange', 'attentionKeeps', 'attentionGrows'],
    budget: 120,
  },
  {
    id: 'depth',
    title:
      'Residual branches times 1/√L: one step moves the stream as L⁰ under gradient descent, as √L under Adam, unless its rates fall by 1/√L',
    source: 'yang2023',
    settings: {
      network: 'residual',
      parameterisation: 'standard,mup',
      trained: 'hidden',
      // Below 32 branches Adam's exponent is still up to a tenth below ½.
      depth: '32:256:4:log',
      width: '64',
      octaves: '1',
      rate: '1e-9',
    },
    shown: ['depthExponent'],
    budget: 120,
  },
];
