import { describe, expect, it } from 'vitest';
import { lookCounts } from './sequential.ts';

describe('the stopping rule', () => {
  it('looks at geometrically growing counts, and last at the most', () => {
    expect(lookCounts()).toEqual([8, 16, 32, 64, 128, 256, 512, 1024]);
    expect(lookCounts({ first: 10, most: 100 })).toEqual([10, 20, 40, 80, 100]);
    expect(lookCounts({ first: 4, growth: 1.1, most: 7 })).toEqual([4, 5, 6, 7]);
    expect(lookCounts({ first: 50, most: 20 })).toEqual([20]);
  });

  it('refuses what is no plan', () => {
    expect(() => lookCounts({ first: 1 })).toThrow('first number of trials');
    expect(() => lookCounts({ growth: 1 })).toThrow('growth');
    expect(() => lookCounts({ most: 1 })).toThrow('largest number');
  });
});
