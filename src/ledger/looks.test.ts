import { expect, it } from 'vitest';
import { looksBefore } from './looks.ts';

const shown = ['testError'];
const seen = (trials: number | 'auto', before = 0, margin = 0.05) => ({
  ...{ trials, margin, shown, looksBefore: before },
  verdict: { overall: 'unresolved' as const, observables: {} },
});
const own = (trials: number | 'auto') => ({ trials, margin: 0.05, shown });

it.each([
  ['nothing', [], own(16), 0],
  ['the same look', [seen(16)], own(16), 0],
  ['a shorter one', [seen(8)], own(16), 1],
  ['a shorter one, in two records', [seen(8), seen(8)], own(16), 1],
  ['two others, independently', [seen(8), seen(12)], own(16), 2],
  ['two others, one from the other', [seen(8), seen(12, 1)], own(16), 2],
  ['the same look, which came after one', [seen(8), seen(16, 1)], own(16), 1],
  ['the same number at another margin', [seen(16, 0, 0.1)], own(16), 1],
  ['all that auto takes', [seen('auto')], own(16), 10],
  ['the last that auto took', [seen('auto')], own('auto'), 1],
  ['two that auto took', [seen('auto'), seen('auto')], own('auto'), 2],
  ['a run that was killed, and went on from one look', [{ ...seen(16, 1), verdict: undefined }], own(16), 1],
])('counts %s', (_, records, run, looks) => {
  expect(looksBefore(records, run)).toBe(looks);
});
