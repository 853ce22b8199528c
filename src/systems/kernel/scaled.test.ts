import { describe, expect, it } from 'vitest';
import { checkParameters } from '../../plan/settings.ts';
import { sphereMultiplicity } from './levels/sphere.ts';
import type { KernelParameters } from './parameters.ts';
import { scaled } from './scaled.ts';
import { kernel } from './system.ts';

const larger = (settings: Record<string, unknown>, factor: number) =>
  scaled(checkParameters(kernel, settings) as KernelParameters, factor);

describe('a larger problem', () => {
  it('has as many samples to each function of the level that they are learning', () => {
    // 60 samples in 10 dimensions learn the 54 functions of level 2.
    for (const factor of [2, 4, 8]) {
      const { dimension, samples } = larger({ dimension: 10, samples: 60 }, factor);
      expect(samples / sphereMultiplicity(dimension!, 2)).toBeCloseTo(60 / sphereMultiplicity(10, 2), 1);
      expect(Math.abs(Math.log(samples! / (60 * factor)))).toBeLessThan(0.12);
    }
  });

  it('is larger in its dimension alone where samples learn level 1', () => {
    expect(larger({ dimension: 20, samples: 20 }, 2)).toEqual({ dimension: 40, samples: 40 });
    expect(larger({ dimension: 8, samples: 8, domain: 'hypercube' }, 2)).toEqual({ dimension: 16, samples: 16 });
    expect(larger({ dimension: 20, samples: 30, domain: 'gaussian' }, 2)).toEqual({ dimension: 40, samples: 60 });
  });

  it('is itself at factor 1', () => {
    expect(larger({ dimension: 13, samples: 77 }, 1)).toEqual({ dimension: 13, samples: 77 });
  });
});
