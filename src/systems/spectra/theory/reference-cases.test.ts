import { describe, expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';

describeReferenceCases(evaluators, 'ridge.json', 'data.json');

describe('inputs of other encodings', () => {
  it('are read, or refused in words', () => {
    const at = (inputs: Record<string, unknown>) => evaluators['spectra.universality']({ p: 40, n: 80, ...inputs });
    const unit = at({ entries: 'gauss' });
    const scaled = at({ entries: 'gauss', variance: 3 });
    expect(Number(scaled.edge_hi) / Number(unit.edge_hi)).toBeCloseTo(3, 12);
    expect(Number(scaled.mean_log) - Number(unit.mean_log)).toBeCloseTo(Math.log(3), 12);
    expect(at({ entries: 't10' }).tw_mean).toBeGreaterThan(Number(unit.tw_mean));
    expect(evaluators['spectra.universality']({ p: 80, n: 40, entries: 'exp' }).mean_log).toBeUndefined();
    expect(() => at({ entries: 'cauchy' })).toThrow(/cauchy/);
    expect(() => evaluators['spectra.tracy_widom']({ beta: 4 })).toThrow(/1 or 2/);
    expect(() => evaluators.s_transform({ kind: 'other', df: [0.1] })).toThrow(/other/);
    expect(evaluators['spectra.tracy_widom']({ beta: 2 }).mean).toBeCloseTo(-1.7710868074, 10);
  });

  it('elliptical rows of one size are Gaussian', () => {
    const { trace_resolvent: m, trace_resolvent_if_gaussian: gaussian } = evaluators['universality.elliptical']({
      d: 100,
      n: 70,
      ridge: 0.3,
      taus: [1, 1, 1],
      probs: [0.2, 0.3, 0.5],
      spectrum: 'identity',
    });
    expect(Number(m) / Number(gaussian)).toBeCloseTo(1, 12);
  });
});
