import { defineObservables } from '../contract.ts';
import type { NeuralCollapseProblem } from './problem.ts';

/** What is left of a strength of order one where descent ends. */
const endOfDescent = (_: NeuralCollapseProblem) => 1e-4;

export const observables = defineObservables<NeuralCollapseProblem>()({
  logitGap: {
    label: 'logit gap',
    symbol: 'z_own − z̄_other',
    description: 'by which the logit of the own class is above the mean of the others',
    scale: 'linear',
    floor: endOfDescent,
  },
  loss: {
    label: 'loss',
    symbol: 'L*',
    description: 'with all decays, at the end',
    scale: 'linear',
    floor: (_) => 1e-6,
  },
  weightStrength: {
    label: 'strength of the classifier',
    symbol: 'σ_W',
    description: 'singular value of the classifier along the differences of classes',
    scale: 'linear',
    floor: endOfDescent,
  },
  featureStrength: {
    label: 'strength of the features',
    symbol: 'σ_H',
    description: 'singular value of the features along the differences of classes',
    scale: 'linear',
    floor: endOfDescent,
  },
  uniformStrength: {
    label: 'uniform mode',
    symbol: 'σ_W⁽⁰⁾',
    description: 'singular value of the classifier along what all classes have in common',
    scale: 'linear',
    floor: endOfDescent,
  },
  biasEntry: {
    label: 'bias',
    symbol: 'b',
    description: 'mean entry of the bias',
    scale: 'linear',
    floor: endOfDescent,
  },
  betweenClasses: {
    label: 'variance between classes',
    symbol: 'tr Σ_B/tr(Σ_B+Σ_W)',
    description: 'share of the variance of features that is between classes: 1 where every class is one point',
    scale: 'linear',
  },
  simplexDistance: {
    label: 'distance from the simplex',
    symbol: '|WWᵀ/|WWᵀ| − E|',
    description: 'of the classifier’s Gram matrix from that of a simplex frame, both of length one',
    scale: 'linear',
    floor: (_) => 1e-4,
  },
  duality: {
    label: 'duality',
    symbol: 'cos(WM, E)',
    description: 'cosine between classifier times centred class means and the simplex frame: 1 where they are dual',
    scale: 'linear',
  },
  meansCosine: {
    label: 'cosine of class means',
    symbol: 'cos(μ_j − μ, μ_k − μ)',
    description: 'mean cosine between the centred means of two classes: −1/(K − 1) of a simplex',
    scale: 'linear',
  },
  minoritySpread: {
    label: 'spread of small classes',
    symbol: '|W_B − W̄_B|',
    description: 'of the rows of the classifier that belong to small classes, around their mean',
    scale: 'linear',
    floor: (_) => 1e-3,
  },
  majoritySpread: {
    label: 'spread of large classes',
    symbol: '|W_A − W̄_A|',
    description: 'of the rows of the classifier that belong to large classes, around their mean',
    scale: 'linear',
    floor: (_) => 1e-3,
  },
  learned: {
    label: 'learned',
    symbol: 'q(t)',
    description: 'output of the own class, 1 where labels are fitted',
    scale: 'linear',
    over: 'time',
  },
  withinClasses: {
    label: 'variance within classes',
    symbol: 'NC1(t)/NC1(0)',
    description: 'tr Σ_WΣ_B⁺/K, of what it was at the start',
    scale: 'log',
    over: 'time',
  },
  networkWithin: {
    label: 'variance within classes of a network',
    symbol: 'NC1',
    description: 'tr Σ_WΣ_B⁺/K of the last hidden layer, on the digits it is trained on',
    scale: 'log',
    over: 'epoch',
    theory: 'none',
  },
  networkSimplex: {
    label: 'distance from the simplex of a network',
    symbol: 'NC2',
    description: 'of the Gram matrix of its last layer, both of length one',
    scale: 'linear',
    over: 'epoch',
    theory: 'none',
  },
  networkDuality: {
    label: 'duality of a network',
    symbol: 'cos(WM, E)',
    description: 'cosine between last layer times centred class means and the simplex frame',
    scale: 'linear',
    over: 'epoch',
    theory: 'none',
  },
  networkAccuracy: {
    label: 'training accuracy of a network',
    symbol: 'accuracy',
    description: 'share of its digits that it classifies rightly',
    scale: 'linear',
    over: 'epoch',
    theory: 'none',
  },
});

export type NeuralCollapseObservable = keyof typeof observables;
