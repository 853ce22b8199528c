import { squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { matrixEnergy } from '../p-spin/theory/matrix.ts';
import { closedForm, exactAt, fallingAs, otherSystem } from '../shared/limits.ts';

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

export const limits: Limit[] = [
  {
    id: 'strong-signal',
    title: 'A strong signal is the largest eigenvalue, but for 1/λ²',
    ...closedForm('the signal', 'baik2005'),
    ...fallingAs(2, [5, 10, 20]),
    deviation: async (signal, { predicted }) => ((await predicted('topEigenvalue', { signal })) as number) / signal - 1,
  },
  {
    id: 'edge',
    title: 'Below the transition the largest eigenvalue is the edge of the noise',
    ...closedForm('the edge of the semicircle', 'baik2005'),
    ...exactAt(0, 0.5, 1),
    deviation: async (signal, { predicted }) => ((await predicted('topEigenvalue', { signal })) as number) / 2 - 1,
  },
  {
    id: 'clear-signal',
    title: 'Of a strong signal the top eigenvector misses 1/λ²',
    ...closedForm('the signal', 'baik2005'),
    ...fallingAs(2, [5, 10, 20]),
    deviation: async (signal, { predicted }) => ((await predicted('overlapSquared', { signal })) as number) - 1,
  },
  {
    id: 'start-of-flow',
    title: 'The flow starts where it is put',
    ...closedForm('the start', 'fyodorov2015'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: async (inverse, { predicted }) =>
      last(await predicted('flowOverlap', { signal: 2, start: 0.3, time: 1 / inverse })) / squared(0.3) - 1,
  },
  {
    id: 'no-signal',
    title: 'Without a signal the energy of the flow is that of a landscape of pairs',
    ...otherSystem('p-spin', 'fyodorov2015'),
    ...exactAt(0.5, 2, 10),
    deviation: async (time, { predicted }) =>
      last(await predicted('energy', { signal: 0, time })) / matrixEnergy(time) - 1,
  },
];
