import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import { covarianceIn, covarianceOf, fixedBases, imageBasis, lineBasis, principalBasis } from './bases.ts';
import { samplers, stepWeights, takeStep } from './samplers.ts';
import {
  damping,
  hierarchicalSchedule,
  noisePower,
  samplingTimes,
  sequentialSchedule,
  signalPower,
} from './schedules.ts';

const engine = createWasmEngine();

describe('a schedule', () => {
  it('keeps α² + σ² = 1, and −ln α² to its digits', () => {
    for (const gamma of [-40, -3, 0, 5, 60]) {
      expect(signalPower(gamma) + noisePower(gamma)).toBeCloseTo(1, 14);
      expect(damping(gamma) / (gamma > 0 ? gamma + Math.exp(-gamma) : Math.exp(gamma))).toBeGreaterThan(0.69);
    }
    expect(damping(-40) / Math.exp(-40)).toBeCloseTo(1, 12);
    expect(damping(60)).toBeCloseTo(60, 12);
  });

  it('goes through times from 1 to 0, both included, one more than there are steps', () => {
    expect([...samplingTimes(4)]).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });

  it('of strength 1 has one γ for all, and between its ends the given range', () => {
    const logVariances = [1, 0, -2];
    const order = logVariances.map((one) => -one);
    const at = (strength: number, time: number) =>
      hierarchicalSchedule({ logVariances, order, strength, leastNoise: -7, mostNoise: 3 }).at(time);
    expect([...at(1, 0.5)]).toEqual([-2, -2, -2]);
    for (const strength of [0, 0.5, 2]) {
      expect(Math.max(...at(strength, 0))).toBeCloseTo(-7, 12);
      expect(Math.min(...at(strength, 1))).toBeCloseTo(3, 12);
    }
  });

  it('in windows that touch moves one component at a time, the first in rank first', () => {
    const { at } = sequentialSchedule({ ranks: [0, 0.5, 1], overlap: 1 / 3, leastNoise: -5, mostNoise: 5 });
    const close = (time: number, expected: number[]) =>
      at(time).forEach((gamma, i) => {
        expect(gamma).toBeCloseTo(expected[i], 10);
      });
    close(1 / 6, [0, -5, -5]);
    close(1 / 2, [5, 0, -5]);
    close(1, [5, 5, 5]);
  });

  it('refuses what is none', () => {
    const ends = { leastNoise: 2, mostNoise: 1 };
    expect(() => sequentialSchedule({ ranks: [0, 1], overlap: 0.5, ...ends })).toThrow(OutOfRange);
    expect(() => sequentialSchedule({ ranks: [0, 1], overlap: 0, leastNoise: 0, mostNoise: 1 })).toThrow(OutOfRange);
    const unlike = { logVariances: [0], order: [0, 1], strength: 1, leastNoise: 0, mostNoise: 1 };
    expect(() => hierarchicalSchedule(unlike)).toThrow(BadShape);
  });
});

describe('a basis', () => {
  it.each(fixedBases)('%s is orthonormal on lines of any length, and on images', (name) => {
    for (const { size, vectors } of [lineBasis(name, 7), lineBasis(name, 8), imageBasis(name, 3, 4)])
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) {
          let inner = 0;
          for (let x = 0; x < size; x++) inner += vectors[a * size + x] * vectors[b * size + x];
          expect(inner).toBeCloseTo(a === b ? 1 : 0, 12);
        }
  });

  it('of principal components has the largest first, and makes the covariance diagonal', () => {
    const fourier = lineBasis('fourier', 5);
    const variances = [0.1, 4, 1, 0.5, 2];
    const covariance = covarianceOf(fourier, variances);
    const basis = principalBasis(covariance, 5, engine);
    expect([...basis.values].map((one) => one.toFixed(10))).toEqual(
      ['4', '2', '1', '0.5', '0.1'].map((s) => Number(s).toFixed(10)),
    );
    const diagonal = covarianceIn(basis, covariance);
    diagonal.forEach((value, at) => {
      expect(value).toBeCloseTo(at % 6 === 0 ? basis.values[at / 6] : 0, 12);
    });
  });
});

describe('a sampler', () => {
  it.each(samplers)('%s changes nothing in no step, and ends at the clean data where all noise goes', (sampler) => {
    expect(stepWeights(sampler, 2, 2)).toEqual({ kept: 1, denoised: 0, noise: 0 });
    if (sampler !== 'ancestral' && sampler !== 'ddim') return;
    const { kept, denoised, noise } = stepWeights(sampler, 2, -60);
    expect(kept).toBeLessThan(1e-12);
    expect(denoised).toBeCloseTo(1, 12);
    expect(noise).toBeLessThan(1e-12);
  });

  it('that draws noise keeps variances of data of variance 1 to first order in the step', () => {
    // Of such data V = 1 at all γ: E x̂x = α, E x̂² = α².
    const error = (sampler: (typeof samplers)[number], step: number) => {
      const { kept, denoised, noise } = stepWeights(sampler, 0.3, 0.3 - step);
      const alpha = Math.sqrt(signalPower(0.3));
      return Math.abs((kept + denoised * alpha) ** 2 + noise ** 2 - 1);
    };
    for (const sampler of samplers) {
      expect(error(sampler, 0.01)).toBeLessThan(1e-3);
      expect(error(sampler, 0.001)).toBeLessThan(0.02 * error(sampler, 0.01) + 1e-12);
    }
  });

  it('moves each component by its own γ, and asks for noise', () => {
    engine.heap.scope(() => {
      const state = engine.heap.matrixFrom(2, 2, [1, 2, 3, 4]);
      const denoised = engine.heap.matrixFrom(2, 2, [0, 1, 0, 1]);
      takeStep('ddim', { state, denoised }, [1, 2], [1, -60]);
      expect([...state.values].map((one) => one.toFixed(9))).toEqual([1, 1, 3, 1].map((one) => one.toFixed(9)));
      expect(() => takeStep('ancestral', { state, denoised }, [1, 2], [0, 0])).toThrow(BadShape);
    });
  });
});
