import { describe, expect, it } from 'vitest';
import { lookCounts, nextTrials } from './sequential.ts';

describe('the stopping rule', () => {
  it('looks at geometrically growing counts, and last at the most', () => {
    expect(lookCounts()).toEqual([8, 16, 32, 64, 128, 256, 512, 1024]);
    expect(lookCounts({ first: 10, most: 100 })).toEqual([10, 20, 40, 80, 100]);
    expect(lookCounts({ first: 4, growth: 1.1, most: 7 })).toEqual([4, 5, 6, 7]);
    expect(lookCounts({ first: 50, most: 20 })).toEqual([20]);
  });

  it('adds trials until resolved or spent', () => {
    expect(nextTrials({ trials: 0, verdict: 'unresolved' })).toEqual({ trials: 8, add: 8 });
    expect(nextTrials({ trials: 8, verdict: 'unresolved' })).toEqual({ trials: 16, add: 8 });
    // off the plan, after a batch that was cut short: on to the next planned count
    expect(nextTrials({ trials: 20, verdict: 'unresolved' })).toEqual({ trials: 32, add: 12 });
    expect(nextTrials({ trials: 16, verdict: 'holds' })).toEqual({ stop: 'resolved' });
    expect(nextTrials({ trials: 16, verdict: 'broken' })).toEqual({ stop: 'resolved' });
    expect(nextTrials({ trials: 1024, verdict: 'unresolved' })).toEqual({ stop: 'trials' });
  });

  it('keeps to the seconds', () => {
    const state = { trials: 64, verdict: 'unresolved' as const };
    expect(nextTrials({ ...state, secondsSpent: 11 }, { seconds: 10 })).toEqual({ stop: 'seconds' });
    expect(nextTrials({ ...state, secondsSpent: 4, secondsPerTrial: 0.5 }, { seconds: 10 })).toEqual({
      trials: 76,
      add: 12,
    });
    expect(nextTrials({ ...state, secondsSpent: 9.9, secondsPerTrial: 0.5 }, { seconds: 10 })).toEqual({
      stop: 'seconds',
    });
    expect(nextTrials({ ...state, secondsSpent: 4 }, { seconds: 10 })).toEqual({ trials: 128, add: 64 });
  });

  it('refuses what is no plan', () => {
    expect(() => lookCounts({ first: 1 })).toThrow('first number of trials');
    expect(() => lookCounts({ growth: 1 })).toThrow('growth');
    expect(() => lookCounts({ most: 1 })).toThrow('largest number');
  });
});
