import type { Preset } from '../contract.ts';
import { barrett2020, cohen2021, cohen2024, damian2022 } from '../shared/bibliography.ts';

export const sources = [cohen2024, damian2022, cohen2021, barrett2020];

/**
 * Plain descent on T₆ with 30 and 20 hidden units, as stored with the page
 * github.com/rfangit/edge-of-stability-browser; weights are drawn here.
 */
const stored = { hidden: '[30,20]', degree: '6', window: '500', jitter: '0' };
const lastSteps = (run: string, value: number) => [
  {
    of: 'lateSharpness',
    value,
    accuracy: 0.03,
    where: `stored run ${run} of edge-of-stability-browser, last 500 steps`,
  },
];

export const presets: Preset[] = [
  {
    id: 'central-flow',
    title: 'The central flow has the smoothed loss, the sharpness and the size of the oscillation',
    source: 'cohen2024',
    settings: {},
  },
  {
    id: 'gradient-flow',
    title: 'Gradient flow parts from gradient descent at the edge of stability',
    source: 'cohen2021',
    settings: { theory: 'gradient' },
    shown: ['loss', 'sharpness'],
    expected: 'broken',
    because:
      'gradient flow sharpens on beyond 2/η, which gradient descent cannot follow: that is what the figure shows',
  },
  {
    id: 'modified-loss',
    title: 'Below the edge gradient descent follows the modified loss, to second order in the step',
    source: 'barrett2020',
    settings: { theory: 'modified', step: '0.01:0.05:4:log', time: '4', window: '50', jitter: '0' },
    shown: ['departure', 'flowOrder', 'modifiedOrder'],
  },
  {
    id: 'stored-run',
    title: 'A training stored elsewhere, at a step of 0.2: sharpness of its last 500 steps',
    source: 'cohen2024',
    settings: { ...stored, step: '0.2', time: '820.6' },
    shown: ['lateSharpness'],
    margin: 0.03,
    published: lastSteps('default_phase', 10.07),
  },
  {
    id: 'stored-large-step',
    title:
      'A training stored elsewhere, begun just below the edge at a step of 0.4169: sharpness of its last 500 steps',
    source: 'cohen2024',
    // One of the few draws that start below that edge.
    settings: { ...stored, step: '0.4169', time: '1693', draw: '9' },
    shown: ['lateSharpness'],
    margin: 0.03,
    published: lastSteps('catapult_phase', 4.87),
  },
];
