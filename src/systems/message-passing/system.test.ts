import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { messagePassing } from './system.ts';
import { validity } from './validity.ts';

await describeConformance(messagePassing);
describeReferenceCases(evaluators, 'message-passing.json');

const problem = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

describe('settings that contradict each other', () => {
  it.each([
    [{ channel: 'abs', estimator: 'square' }, /estimator is square, but from labels of channel=abs.*estimator=bayes/],
    [{ channel: 'linear', estimator: 'logistic' }, /estimator is logistic.*no signs.*channel=sign/],
    [{ channel: 'linear' }, /noise is 0, but with channel=linear must be at least 0.01/],
    [{ channel: 'abs', noise: 0.001 }, /noise is 0.001, but with channel=abs must be 0 or at least 0.01/],
  ])('are refused: %o', (settings, message) => {
    expect(() => problem(settings)).toThrow(message);
  });
});

describe('notes', () => {
  const ids = (settings: Record<string, unknown>) => validity(problem(settings)).map(({ id }) => id);
  it('say on which side of weak recovery magnitudes are', () => {
    const [below, above] = [0.5, 0.7].map((ratio) => validity(problem({ channel: 'abs', noise: 0.1, ratio })));
    expect(below.find(({ id }) => id === 'weak-recovery')?.message).toMatch(/decays.*below the threshold of 0.6043/);
    expect(above.find(({ id }) => id === 'weak-recovery')?.message).toMatch(/grows.*above/);
    expect(ids({ channel: 'abs', ratio: 0.5 })).not.toContain('weak-recovery');
  });
  it('name the hard phase, between what can be known and what is found', () => {
    expect(ids({ prior: 'rademacher', ratio: 1.2 })).not.toContain('hard');
    expect(ids({ prior: 'rademacher', ratio: 1.35 })).toContain('hard');
    expect(ids({ prior: 'rademacher', ratio: 2 })).not.toContain('hard');
  });
  it('say where chance decides the pace', () => {
    expect(ids({})).toEqual([]);
    expect(ids({ prior: 'rademacher', ratio: 1.8 })).toContain('sensitive');
  });
});
