import type { Tour } from './tour.ts';

export const powerLaws: Tour = {
  id: 'power-laws',
  title: 'Where do power laws come from?',
  about:
    'Loss falls as a power of data, time and compute. Five reasons that can be solved, and the exponent that each gives.',
  steps: [
    {
      title: 'Many skills, each learned all at once',
      says: 'Skills come in ranks, and the one of rank k is needed with a probability that falls as k^(−3/2). Each one is learned suddenly, after 3 examples of it. Together they make a smooth power: the loss falls as the −0.33 of the examples.',
      look: 'First the loss, then the number of skills that are learned: straight lines, though every single one is a step.',
      mark: { panel: 'learned', at: 'last', says: 'one skill after another' },
      system: 'quanta',
      settings: { exponent: '0.5', threshold: '3' },
      shown: ['loss', 'learned', 'examplesExponent'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'exponent', low: 0.2, high: 2, scale: 'log' },
        says: 'A faster fall of use is a steeper law: α gives −α/(1 + α).',
      },
    },
    {
      title: 'A spectrum that falls',
      says: 'Ridge regression on inputs whose variances fall as k^(−1.5), without noise and with hardly any ridge. P samples reveal about the P first directions, and what is left of the target beyond them is the error. Where the target’s source is 0.3, the exponent is −0.9 for an endless spectrum, and −0.98 for these 1000 directions.',
      look: 'A line on logarithmic axes, and its slope below: nothing is a power here but spectrum and target.',
      mark: { panel: 'excessError', at: 100, says: 'what is left of the target' },
      system: 'ridge',
      settings: {
        ...{ spectrum: 'power-law', decay: '1.5', target: 'source', source: '0.3', noise: '0', ridge: '0' },
        ...{ dimension: '1000', samples: '20:200:7:log' },
      },
      shown: ['excessError', 'errorExponent'],
      margin: 0.1,
      verdict: 'holds',
      knob: {
        ...{ parameter: 'source', low: 0.2, high: 0.6, scale: 'linear' },
        says: 'An easier target, with less power in the far directions, is learned by a steeper law.',
      },
    },
    {
      title: 'The dimension of the data',
      says: 'Each answer is that of the nearest example, on a sphere of 3 dimensions. To halve the distance to it takes 8 times the data, and the error goes as the distance squared: the exponent is −2/3. In 6 dimensions it would be −1/3: the curse of dimension is an exponent.',
      look: 'The curve bends at the left, where points are few, and becomes straight.',
      mark: { panel: 'error', at: 'last', says: 'straight by now' },
      system: 'scaling-forms',
      settings: { dimension: '3' },
      shown: ['error', 'errorExponent'],
      margin: 0.1,
      verdict: 'holds',
      knob: {
        ...{ parameter: 'dimension', low: 1, high: 6, scale: 'linear' },
        says: 'The more dimensions, the flatter the law.',
      },
    },
    {
      title: 'Training time',
      says: 'Gradient descent learns directions of large variance first, so time works like data: each stretch of it reveals the next directions. With variances k^(−2.5), and a power k^(−2.5) of the target, the loss falls as the −0.6 of time: (a − 1)/b in general.',
      look: 'Four decades of steps, and one slope.',
      mark: { panel: 'testLoss', at: 100, says: 'one slope' },
      system: 'neural-scaling',
      settings: {
        ...{ learning: 'population', projection: 'none', dimension: '800', capacity: '2.5', source: '2.5' },
        steps: '1e4',
      },
      shown: ['testLoss', 'timeExponent'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'source', low: 1.6, high: 3.4, scale: 'linear' },
        says: 'The faster the target’s power falls, the steeper the law.',
      },
    },
    {
      title: 'Compute, spent well',
      says: 'Models of 8 to 128 features see each sample once. At every compute there is a best size: a small model stops learning, a large one has had too few steps. The least loss of all falls as the −0.48 of compute, at these sizes.',
      look: 'The line is an envelope: each of its points is the best of nine model sizes at that compute.',
      mark: { panel: 'frontierLoss', at: 'last', says: 'the best size at each compute' },
      system: 'neural-scaling',
      settings: {
        ...{ learning: 'one-pass', frontier: 'yes', features: '128', dimension: '400', capacity: '2', source: '2.6' },
        ...{ batch: '8', steps: '500' },
      },
      shown: ['frontierLoss', 'frontierSlope'],
      margin: 0.1,
      verdict: 'holds',
      knob: {
        ...{ parameter: 'source', low: 1.8, high: 3.2, scale: 'linear' },
        says: 'The slope of the frontier is set by the data, too.',
      },
    },
    {
      title: 'And where they end',
      says: 'A law of the tail needs the tail. A learner that is shown real tokens errs ever less. Shown the words of a model that saw 1000 tokens itself, it stays at 9 %: what the model never met it never says, and no amount of its words brings it back.',
      look: 'Two curves that go together, until the tail is over. The next tour begins here.',
      mark: { panel: 'error', at: 'last', says: 'the tail is over' },
      system: 'lost-tails',
      settings: { generatorSamples: '1000', exponent: '1.5' },
      shown: ['error', 'realError'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'generatorSamples', low: 100, high: 10_000, scale: 'log' },
        says: 'A generator that saw more keeps the law for longer.',
      },
    },
  ],
};
