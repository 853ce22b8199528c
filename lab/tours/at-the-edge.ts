import type { Tour } from './tour.ts';

export const atTheEdge: Tour = {
  id: 'at-the-edge',
  title: 'Training at the edge',
  about:
    'Networks train at learning rates that a textbook would forbid. How they survive, and what it does to the minimum.',
  steps: [
    {
      title: 'Too fast, and yet it lands',
      says: 'On a quadratic loss gradient descent diverges once learning rate × sharpness is above 2. This network of two layers does not: beyond 2 the loss first rises, to 28 times its first value at a rate of 2.5, and then falls to zero. It lands where the loss is flat: the sharpness is 0.51 of the first one. Only at 4 is it lost.',
      look: 'A corner at 2 in both panels: no more than a rise of the loss, and the choice of another minimum.',
      system: 'catapult',
      settings: { rate: '0.5:3.9:18', edges: 'no', width: '256' },
      shown: ['finalSharpness', 'peakLoss'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'width', low: 16, high: 4096, scale: 'log' },
        says: 'A wider network has to be thrown higher before it comes down.',
      },
    },
    {
      title: 'One flight',
      says: 'The same network at a rate of 3, step by step. The loss grows for 4 steps, to 95 times its first value; then the weights are so large that the sharpness gives way, down to 0.06 of where it began. From there on the rate is a safe one, and training is ordinary.',
      look: 'Up, over the rim, and down on the other side: this is the catapult.',
      system: 'catapult',
      settings: { rate: '3', edges: 'no', width: '256', steps: '40' },
      shown: ['loss', 'sharpness'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'rate', low: 0.5, high: 3.9, scale: 'linear' },
        says: 'Below 2 nothing is thrown: the sharpness stays where it was.',
      },
    },
    {
      title: 'Sharpness comes to the edge by itself',
      says: 'Two hidden layers learn handwritten digits by full-batch gradient descent, at a rate of η = 0.5. Nobody asks for sharpness, and it rises, until it is 2/η = 4. There it stays: training has come to the edge of stability.',
      look: 'The first panel is sharpness over its threshold, and has no theory: why it rises is open. Where it stops is predicted.',
      system: 'edge-of-stability',
      settings: { rate: '0.5' },
      shown: ['sharpness', 'lateSharpness'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'rate', low: 0.5, high: 0.8, scale: 'linear' },
        says: 'Another rate, another edge: the curve ends at 1 all the same.',
      },
    },
    {
      title: 'What keeps it there',
      says: 'At the edge the weights swing across the valley. The swing grows while sharpness is above the edge, and a swing pushes sharpness down: so both go round in a cycle, like a predator and its prey. However wild the cycle, its mean square displacement is 1 in units of theory; one that begins at 0.3 takes 1.13 times as long as the smallest.',
      look: 'One round, sharpness against swing: up at the left, over the edge, and down again at the right, where the swing is wide.',
      system: 'self-stabilisation',
      settings: { start: '0.3' },
      shown: ['displacement', 'excess'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'start', low: 0.15, high: 0.6, scale: 'linear' },
        says: 'Smaller starts make wilder cycles.',
      },
    },
    {
      title: 'Gradient flow does not see the edge',
      says: 'Theories of small steps follow the gradient, −∇L. With steps of 0.25 the edge is at the sharpness 8; the flow sharpens on, to 9.7 at the time 320, and its loss falls too fast. Gradient descent cannot follow it there, and the verdict says so.',
      look: 'Points below the line in one panel and above it in the other: the flow is broken at this step.',
      system: 'central-flow',
      settings: { theory: 'gradient', step: '0.25', time: '320' },
      shown: ['sharpness', 'loss'],
      verdict: 'broken',
      knob: {
        ...{ parameter: 'step', low: 0.12, high: 0.3, scale: 'log' },
        says: 'With small steps the edge is far, and the flow right.',
      },
    },
    {
      title: 'The central flow does',
      says: 'The same training, and another theory: the flow of the weights’ mean course, with just so much oscillation around it as holds the sharpness down. It has the sharpness, 7.8 at the time 320, and the loss, 0.032, within a few per cent.',
      look: 'The same points as before, now on the line. Nothing was fitted.',
      system: 'central-flow',
      settings: { theory: 'central', step: '0.25', time: '320' },
      shown: ['sharpness', 'loss'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'step', low: 0.12, high: 0.3, scale: 'log' },
        says: 'Larger steps, an earlier edge, and the line goes along.',
      },
    },
    {
      title: 'Why warming up helps',
      says: 'Without warm-up this network survives rates up to 4 over its sharpness. Where the rate goes up over 18 steps it survives 9.6: each small catapult on the way lowers the sharpness, and makes room for the next. Warm-up does not wait; it walks to a flatter place.',
      look: 'The largest rate that training survives, over the steps of warm-up: it grows nearly in proportion.',
      system: 'warmup',
      settings: { warmup: '2:18:5', width: '256' },
      shown: ['largestRate'],
      verdict: 'holds',
      knob: {
        ...{ parameter: 'width', low: 64, high: 1024, scale: 'log' },
        says: 'A wider network needs longer for a catapult, and so for its warm-up.',
      },
    },
  ],
};
