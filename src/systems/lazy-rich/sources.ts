import type { Preset } from '../contract.ts';
import { bordelon2022, chizat2019, jacot2018, saxe2013 } from '../shared/bibliography.ts';

export const sources = [chizat2019, jacot2018, bordelon2022, saxe2013];

export const presets: Preset[] = [
  {
    id: 'rich-against-lazy',
    title: 'A student that learns its features against one that cannot: α = 0.1 and α = 30 over the number of samples',
    source: 'chizat2019',
    settings: { alpha: '0.1,30', samples: '32:256:4:log', dimension: '10', pairs: '32' },
    shown: ['testError', 'movement', 'alignment', 'errorRatio'],
    expected: 'broken',
    because:
      'below the crossover the network learns features and leaves the linearised one behind: that is what the figure shows',
  },
  {
    id: 'test-error-over-scale',
    title: 'The test error rises with the output scale towards that of the linearised student, in 20 dimensions',
    source: 'chizat2019',
    settings: { alpha: '0.1:100:7:log', dimension: '20', samples: '200', pairs: '25' },
    shown: ['testError', 'linearisedError', 'alignment', 'errorRatio'],
    expected: 'broken',
    because:
      'below the crossover the network learns features and leaves the linearised one behind: that is what the figure shows',
  },
  {
    id: 'beyond-first-order',
    title:
      'A smooth student in mirrored pairs approaches its linearisation as α^(−2), an order faster than the bound for any student',
    source: 'chizat2019',
    settings: { activation: 'tanh', alpha: '20:10000:3:log', pairs: '20', teacherUnits: '8', time: '10' },
    shown: ['movementExponent', 'kernelExponent', 'distanceExponent'],
  },
  {
    id: 'solvable-crossover',
    title: 'The crossover in closed form: movement of weights and kernel of the two-layer linear network on one datum',
    source: 'bordelon2022',
    settings: { model: 'solvable', alpha: '0.01:100:13:log' },
    shown: ['movement', 'kernelMovement', 'movementExponent', 'kernelExponent'],
  },
];
