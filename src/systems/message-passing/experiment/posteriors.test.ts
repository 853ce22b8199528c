import { expect, it } from 'vitest';
import { exp } from '../../../numeric/special.ts';
import { parameters } from '../parameters.ts';
import { responseOf } from './posteriors.ts';

const CHANNELS = [
  { channel: 'sign' },
  { channel: 'sign', noise: 0.3 },
  { channel: 'linear', noise: 0.3 },
  { channel: 'abs' },
  { channel: 'abs', noise: 0.1 },
  { estimator: 'logistic' },
  { estimator: 'square' },
];

it.each(CHANNELS)('is as stiff as its push changes: %o', (settings) => {
  const respond = responseOf(parameters.parse(settings));
  for (const V of [0.05, 1, 25])
    for (const label of [1, -1])
      for (const omega of [-3, -0.4, 0, 0.2, 2]) {
        const y = 'channel' in settings && settings.channel === 'abs' ? 1 : label;
        const h = 1e-5 * Math.sqrt(V);
        const change = (respond(y, omega + h, V).push - respond(y, omega - h, V).push) / (2 * h);
        const { stiffness } = respond(y, omega, V);
        expect(Math.abs(change + stiffness)).toBeLessThan(1e-5 * (1 + Math.abs(stiffness)));
      }
});

it('answers the logistic loss at its proximal point, for any variance', () => {
  const respond = responseOf(parameters.parse({ estimator: 'logistic' }));
  for (const V of [0.01, 1, 25.2, 62.5, 1000])
    for (const omega of [-50, -8, -2, 0, 0.3, 2, 6])
      for (const y of [1, -1]) {
        const g = y * respond(y, omega, V).push;
        expect(Math.abs(g - 1 / (1 + exp(y * omega + V * g)))).toBeLessThan(1e-12 * (1 + V));
      }
});

it('stays finite far out, where normal tails underflow', () => {
  for (const settings of CHANNELS) {
    const respond = responseOf(parameters.parse(settings));
    for (const omega of [-60, 60]) {
      const { push, stiffness } = respond(1, omega, 0.5);
      expect(Number.isFinite(push) && Number.isFinite(stiffness)).toBe(true);
    }
  }
});
