import type { Tour } from './tour.ts';

export const fromLazyToRich: Tour = {
  id: 'lazy-to-rich',
  title: 'From lazy to rich',
  about:
    'Some networks train like kernels, with features at rest; others learn features. What decides, and what it is worth.',
  steps: [
    {
      title: 'Two ways to learn one thing',
      says: 'Two layers of a linear network learn one mode of strength 2. Where the layers are balanced both must grow: nothing happens for long, then all at once, and half is learned at the time 2.5. Where one layer is far larger (imbalance 8) it rests and the other one learns, at once and exponentially, as in a kernel: half by the time 0.079.',
      look: 'A sigmoid beside an exponential. The first is called rich, and the second lazy.',
      system: 'deep-linear',
      settings: { start: 'aligned', modes: '1', strongest: '2', imbalance: '0,8', initial: '1e-4' },
      shown: ['strength'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'initial', low: 1e-6, high: 1e-2, scale: 'log' },
        says: 'Each start ten times smaller delays the rich curve by 0.59; the lazy one does not depend on it.',
      },
    },
    {
      title: 'Rich learning goes by stages',
      says: 'A task with three modes, each half as strong as the one before, from small random weights. They are learned one after the other, at the times 2.5, 4.7 and 8.6: a saddle for each mode that is still to come. The network fits a task of rank one first, then two, then three.',
      look: 'A staircase, whose steps are theory’s: nobody told the network the order.',
      system: 'deep-linear',
      settings: { initial: '1e-4', ratio: '0.5' },
      shown: ['modesLearned'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'ratio', low: 0.3, high: 0.95, scale: 'linear' },
        says: 'With modes of equal strength the stairs become one.',
      },
    },
    {
      title: 'Wide networks can do either',
      says: 'A tanh network, so wide that theory can follow it, and a number γ₀ that says how far its features move. At γ₀ = 1 the tangent kernel moves by 27 % during training; at 0.1 it would move by 0.4 %, and training would be that of a kernel machine; at 10 the kernel that it ends with is another one.',
      look: 'The second panel is the kernel: watch it rise while the loss falls.',
      system: 'mean-field',
      settings: { richness: '1' },
      shown: ['loss', 'tangentKernel'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'richness', low: 0.1, high: 5, scale: 'log' },
        says: 'From lazy, where the kernel rests, to rich.',
      },
    },
    {
      title: 'How far the features go',
      says: 'The same network over the whole range of γ₀. While it is lazy the kernel moves as γ₀²: four times as much for twice the richness. Beyond γ₀ = 1 it bends: there is only so much to move for.',
      look: 'On these axes a power is a straight line; its slope, 2 while training is lazy, goes down to the right.',
      system: 'mean-field',
      settings: { richness: '0.4:4:5:log', width: '512' },
      shown: ['kernelMovement'],
      margin: 0.1,
      verdict: 'holds',
      knob: {
        ...{ parameter: 'width', low: 64, high: 1024, scale: 'log' },
        says: 'Theory is of infinite width. Narrow networks scatter around it, and leave it.',
      },
    },
    {
      title: 'Where laziness ends',
      says: 'A relu student learns from three relu units. Its output is multiplied by α: a large one lets it fit with weights that hardly move. Lazy theory says that it errs as much as its own linearisation, a ratio of 1; at α = 0.3 it errs by 70 % less.',
      look: 'The verdict is ‘broken’, and says where: on the left the network has learned features, which lazy theory denies.',
      system: 'lazy-rich',
      settings: { alpha: '0.3:100:7:log' },
      shown: ['errorRatio'],
      verdict: 'broken',
      knob: {
        ...{ parameter: 'samples', low: 32, high: 256, scale: 'log' },
        says: 'The more data, the more there is to gain by learning features.',
      },
    },
    {
      title: 'What features are worth',
      says: 'The student at α = 0.1, held against its linearisation, with ever more samples. With 256 samples it errs by more than 99 % less: in 10 dimensions three directions are soon found, and a kernel has to learn every function of all of them. Nothing here predicts by how much less: it is measured.',
      look: 'The ratio of the errors falls as data come in. Turned up to 30, α makes the network lazy, and the ratio 1.',
      system: 'lazy-rich',
      settings: { alpha: '0.1', samples: '32:256:4:log', dimension: '10', pairs: '16' },
      shown: ['errorRatio'],
      verdict: 'broken',
      knob: {
        ...{ parameter: 'alpha', low: 0.1, high: 30, scale: 'log' },
        says: 'From rich to lazy: the points come up to the line.',
      },
    },
  ],
};
