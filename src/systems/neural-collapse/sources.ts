import type { Preset } from '../contract.ts';
import { dang2023, fang2021, han2021, papyan2020, tirer2022, zhu2021 } from '../shared/bibliography.ts';

export const sources = [papyan2020, zhu2021, tirer2022, han2021, fang2021, dang2023];

export const presets: Preset[] = [
  {
    id: 'collapse-threshold',
    title: 'Squared loss and cross-entropy give up at the same decay, κ = 1',
    source: 'zhu2021',
    settings: { loss: 'squared,cross-entropy', kappa: '0.05:1.15:12' },
    shown: ['logitGap', 'weightStrength'],
  },
  {
    id: 'bias-and-simplex',
    title: 'Without a bias the classifier is an orthogonal frame; a bias that decays little makes it a simplex',
    source: 'tirer2022',
    settings: { bias: 'decayed', kappa: '0.1', biasDecay: '0.03:10:9:log' },
    shown: ['simplexDistance', 'biasEntry'],
  },
  {
    id: 'minority-collapse',
    title: 'Minority collapse: with strong decay small classes share one row of the classifier',
    source: 'fang2021',
    settings: {
      loss: 'cross-entropy',
      classes: '6',
      minority: '3',
      perClass: '4',
      imbalance: '5',
      kappa: '0.3:1.25:10',
    },
    shown: ['minoritySpread', 'majoritySpread'],
  },
  {
    id: 'variability-decays',
    title: 'Variance within classes decays at one rate, through plateau and jump alike',
    source: 'han2021',
    settings: { model: 'flow', kappa: '0.1' },
    shown: ['learned', 'withinClasses', 'halfTime'],
  },
  {
    id: 'network-on-digits',
    title: 'A network on digits: features lose their variance within classes, and the classifier becomes their dual',
    source: 'papyan2020',
    settings: { model: 'network', examples: '100', hidden: '48', epochs: '200', networkDecay: '1' },
    shown: ['networkWithin', 'networkSimplex', 'networkDuality', 'networkCollapses', 'networkAligns'],
  },
];
