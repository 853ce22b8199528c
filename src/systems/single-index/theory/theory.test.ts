import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hermiteCoefficients } from '../../../numeric/hermite.ts';
import { activation, activationNames, informationExponent } from '../activations.ts';
import type { SingleIndexParameters } from '../parameters.ts';
import { averagesOf, averagesPromise, momentsOf, stepAverages, stepKurtosis, stepMoments } from './averages.ts';
import { diffusionOf, escapeMoments, hasSmallNoise, meansAlong } from './diffusion.ts';
import { barrier } from './escape.ts';
import { escapeTime, flowDrift, largestStep, overlapFlow, populationOverlap, populationTime } from './flow.ts';
import { randomStarts } from './generator.ts';

describe('activations', () => {
  it('have the information exponents that are known', () => {
    const exponents = { he1: 1, he2: 2, he3: 3, he4: 4, relu: 1, abs: 2, tanh: 1, erf: 1, gelu: 1, sin2: 1 };
    for (const [name, exponent] of Object.entries(exponents))
      expect(informationExponent(activation(name))).toBe(exponent);
    expect(() => activation('swish')).toThrow('activation is swish, but must be one of he1, he2');
  });

  it.each([...activationNames, 'he4', 'gelu', 'sin2'])('%s has its slope', (name) => {
    const { value, slope, even } = activation(name);
    for (const z of [-2.3, -0.7, 0.4, 1.9]) {
      expect(slope(z)).toBeCloseTo((value(z + 1e-5) - value(z - 1e-5)) / 2e-5, 7);
      if (even) expect(value(-z)).toBe(value(z));
    }
  });
});

describe('averages over the fields', () => {
  it.each(['relu', 'tanh', 'erf', 'he3'])('of %s: loss and slope are the Hermite series', (name) => {
    const c = hermiteCoefficients(activation(name).value, 60);
    for (const m of [-0.5, 0.1, 0.6]) {
      const { loss, slope } = stepAverages(activation(name), m);
      let [series, derivative] = [0, 0];
      for (let k = 1; k < 60; k++) {
        series += c[k] ** 2 * m ** k;
        derivative += k * c[k] ** 2 * m ** (k - 1);
      }
      // The series of the loss starts from E σ² − c_0², taken at m = 0.
      expect(loss).toBeCloseTo(stepAverages(activation(name), 0).loss - series, 9);
      expect(slope).toBeCloseTo(derivative, 9);
    }
  });

  it('of polynomials are polynomials', () => {
    for (const m of [-0.9, 0, 0.3, 1]) {
      // h_1: g = a − b. E(a − b)² = 2(1 − m),
      const first = stepAverages(activation('he1'), m);
      expect(first.noise).toBeCloseTo(2 * (1 - m), 12);
      // h_2: g = a(a² − b²), E a²(a² − b²)² by Isserlis' theorem.
      const moment = 15 - 2 * (3 + 12 * m * m) + (3 + 12 * m * m);
      expect(stepAverages(activation('he2'), m).noise).toBeCloseTo(moment, 10);
    }
    expect(stepAverages(activation('he3'), 0).noise).toBeCloseTo(96, 9);
    expect(stepKurtosis(activation('he2'))).toBeCloseTo(105, 8);
  });

  it.each(activationNames)('of %s are interpolated to what is promised', (name) => {
    const table = averagesOf(name);
    const overlaps = [-1, -0.87, -0.2, 0.05, 0.44, 0.93, 0.9999];
    const exact = overlaps.map((m) => stepAverages(activation(name), m));
    for (const key of ['loss', 'slope', 'noise'] as const) {
      const largest = Math.max(...exact.map((averages) => Math.abs(averages[key])));
      overlaps.forEach((m, i) => {
        expect(table[key](m)).toBeCloseTo(exact[i][key], 8);
        expect(Math.abs(table[key](m) - exact[i][key])).toBeLessThanOrEqual(averagesPromise * largest);
      });
    }
  });
});

describe('the moments of a step', () => {
  it.each(activationNames)('of %s have the drift of the flow for many inputs, and are interpolated', (name) => {
    for (const m of [-0.6, 0.1, 0.7]) {
      const flow = flowDrift(averagesOf(name), 0.2)(m);
      expect(stepMoments(activation(name), m, 0.2, 1e13).drift).toBeCloseTo(flow, 6);
      const delta = name === 'he3' ? 0.01 : 0.2;
      const exact = stepMoments(activation(name), m, delta, 100);
      const table = momentsOf(name, delta, 100);
      expect(Math.abs(table.drift(m) / exact.drift - 1)).toBeLessThan(1e-4);
      expect(Math.abs(table.variance(m) / exact.variance - 1)).toBeLessThan(1e-4);
    }
  });

  it('are those of steps on the sphere', () => {
    // One step from overlap m in d dimensions, exactly: x has components a, ξ and the rest, of
    // squared norm χ².
    const [m, delta, d, draws] = [0.4, 0.3, 200, 400_000];
    const { value, slope } = activation('he2');
    let state = 7;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    let [sum, squares] = [0, 0];
    for (let i = 0; i < draws; i++) {
      const [a, xi] = [normal(), normal()];
      const rest = d - 2 + Math.sqrt(2 * (d - 2)) * normal();
      const g = (value(a) - value(m * a + Math.sqrt(1 - m * m) * xi)) * slope(a);
      const step = (delta / d) * g;
      const after = (m - step * Math.sqrt(1 - m * m) * xi) / Math.sqrt(1 + step * step * (xi * xi + rest));
      sum += after - m;
      squares += (after - m) ** 2;
    }
    const { drift, variance } = stepMoments(activation('he2'), m, delta, d);
    const spread = squares / draws - (sum / draws) ** 2;
    expect(Math.abs((sum / draws) * (d / delta) - drift)).toBeLessThan(4 * Math.sqrt(variance / draws) + 0.02);
    expect((spread * (d / delta) ** 2) / variance).toBeGreaterThan(0.9);
    expect((spread * (d / delta) ** 2) / variance).toBeLessThan(1.1);
  });
});

describe('the flow', () => {
  it('has the closed solutions of population gradient flow', () => {
    const m0 = 0.2;
    for (const t of [0, 0.3, 1.1]) {
      const square = m0 ** 2 * Math.exp(4 * t);
      expect(populationOverlap(1, m0, t)).toBeCloseTo(Math.tanh(t + Math.atanh(m0)), 13);
      expect(populationOverlap(2, m0, t)).toBeCloseTo(Math.sqrt(square / (1 - m0 ** 2 + square)), 13);
      for (const k of [1, 2, 3, 4, 5])
        expect(overlapFlow(flowDrift(averagesOf(`he${k}`), 0), m0, [t])[0]).toBeCloseTo(populationOverlap(k, m0, t), 9);
    }
    const m = populationOverlap(3, m0, 0.8);
    expect((1 / m0 - 1 / m + Math.atanh(m) - Math.atanh(m0)) / 3).toBeCloseTo(0.8, 12);
    expect(populationOverlap(1, m0, 100)).toBe(1);
    expect(() => populationTime(2, 0, 0.5)).toThrow('between 0 and 1');
  });

  it('takes the time to escape that closes with the solution, at any step size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...activationNames),
        fc.double({ min: 0.05, max: 0.4, noNaN: true }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (name, m0, share) => {
          const averages = averagesOf(name);
          const delta = share * Math.min(largestStep(averages, m0), largestStep(averages, 0.6));
          const time = escapeTime(flowDrift(averages, delta), m0, 0.6);
          // Between the ends a step may still be too large.
          if (time === Infinity) return;
          expect(overlapFlow(flowDrift(averages, delta), m0, [time])[0]).toBeCloseTo(0.6, 7);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not rise where steps are too large', () => {
    const averages = averagesOf('he3');
    const most = largestStep(averages, 0.1);
    expect(flowDrift(averages, 0.99 * most)(0.1)).toBeGreaterThan(0);
    expect(flowDrift(averages, 1.01 * most)(0.1)).toBeLessThan(0);
    expect(escapeTime(flowDrift(averages, 1.01 * most), 0.1, 0.5)).toBe(Infinity);
    expect(() => largestStep(averagesOf('he2'), -0.5)).toThrow('does not rise');
  });
});

describe('the diffusion', () => {
  it('conserves probability, and starts from its start', () => {
    for (const name of ['he2', 'tanh']) {
      const [one] = meansAlong(diffusionOf(name, 0.1, 100), [() => 1], 'random', [0, 0.5, 3]);
      for (const value of one) expect(value).toBeCloseTo(1, 12);
      expect(meansAlong(diffusionOf(name, 0.1, 100), [(m) => m], 0.37, [0])[0][0]).toBeCloseTo(0.37, 6);
    }
  });

  it('takes random directions as they are', () => {
    for (const d of [20, 300]) {
      const starts = randomStarts(d);
      const mean = (f: (m: number) => number) => starts.reduce((sum, { m, weight }) => sum + weight * f(m), 0);
      expect(mean(() => 1)).toBeCloseTo(1, 13);
      expect(mean((m) => m * m) * d).toBeCloseTo(1, 10);
      expect(mean((m) => m ** 4) * d * (d + 2)).toBeCloseTo(3, 10);
    }
  });

  it('is off the flow by the order of 1/d, which is not nothing', () => {
    const d = 4000;
    const [[mean]] = meansAlong(diffusionOf('he1', 0.5, d), [(m) => m], 0.2, [0.8]);
    const [flow] = overlapFlow(flowDrift(averagesOf('he1'), 0.5), 0.2, [0.8]);
    expect(Math.abs(mean / flow - 1)).toBeLessThan(2 / d);
    expect(Math.abs(mean / flow - 1)).toBeGreaterThan(0.005 / d);
  });

  it('agrees with random walks of the overlap, in mean and in escape', () => {
    const setting = diffusionOf('he2', 0.2, 60);
    const { moments, delta, dimension } = setting;
    let state = 1;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const [walks, h, end] = [1500, 0.004, 1];
    let [sum, squares, escapes, escapeSquares] = [0, 0, 0, 0];
    for (let walk = 0; walk < walks; walk++) {
      let m = 0.2;
      let escaped: number | undefined;
      for (let step = 1; step * h <= end + 1e-9 || escaped === undefined; step++) {
        const deviation = Math.sqrt((delta / dimension) * moments.variance(m) * h);
        m = Math.max(-1, Math.min(1, m + moments.drift(m) * h + deviation * normal()));
        if (escaped === undefined && Math.abs(m) >= 0.5) escaped = step * h;
        if (Math.abs(step * h - end) < h / 2) {
          sum += Math.abs(m);
          squares += m * m;
        }
      }
      escapes += escaped;
      escapeSquares += escaped ** 2;
    }
    const [[mean]] = meansAlong(setting, [(m) => m], 0.2, [end]);
    const error = Math.sqrt((squares / walks - (sum / walks) ** 2) / walks);
    expect(Math.abs(sum / walks - mean)).toBeLessThan(4 * error + 0.005);
    const predicted = escapeMoments(setting, 0.2, 0.5);
    const deviation = Math.sqrt(escapeSquares / walks - (escapes / walks) ** 2);
    // The walks look for escape every h only, which delays them by about 0.58 of a step's
    // deviation.
    expect(Math.abs(escapes / walks - predicted.mean)).toBeLessThan(
      4 * (deviation / Math.sqrt(walks)) + 0.04 * predicted.mean,
    );
    expect(Math.abs(deviation / predicted.deviation - 1)).toBeLessThan(0.15);
  });

  it('has the mean time of escape that two integrals over its potential give', () => {
    const setting = diffusionOf('he2', 0.3, 100);
    const { moments, delta, dimension } = setting;
    const [from, to, cells] = [0.2, 0.5, 4000];
    const noise = (m: number) => (delta / dimension) * moments.variance(m);
    // T = ∫ dy s(y) ∫_0^y 2/(noise s), s = exp(−∫ 2 drift/noise): reflected at 0, as |m| is.
    let [potential, inner, outer] = [0, 0, 0];
    const h = to / cells;
    for (let i = 0; i < cells; i++) {
      const m = (i + 0.5) * h;
      const step = ((2 * moments.drift(m)) / noise(m)) * h;
      const middle = potential + step / 2;
      const density = (2 / noise(m)) * Math.exp(middle) * h;
      if (m > from) outer += Math.exp(-middle) * (inner + density / 2) * h;
      inner += density;
      potential += step;
    }
    expect(escapeMoments(setting, from, to).mean / outer).toBeCloseTo(1, 4);
  });

  it('says when there is no escape, and when fluctuations do not matter', () => {
    expect(() => escapeMoments(diffusionOf('he2', 0.6, 4000), 0.1, 0.5)).toThrow('does not escape');
    expect(hasSmallNoise(diffusionOf('he2', 0.1, 1e6), 0.2)).toBe(true);
    expect(hasSmallNoise(diffusionOf('he2', 0.1, 100), 0.2)).toBe(false);
  });
});

describe('the barrier of escape', () => {
  const over = (dimension: number, delta: number, start: number | 'random' = 0.25) =>
    barrier({ parameters: { activation: 'he2', dimension, start, threshold: 0.5 } as SingleIndexParameters, delta });

  it('is there where the noise of steps beats the drift, grows with d, and not from beyond it', () => {
    expect(over(200, 0.1)).toBe(0);
    expect(over(200, 0.5, 'random')).toBeCloseTo(3.36, 1);
    expect(over(200, 0.5)).toBeCloseTo(over(200, 0.5, 'random'), 2);
    // A potential is −2 ∫ drift/variance times d/δ.
    expect(over(400, 0.5) / over(200, 0.5)).toBeGreaterThan(1.8);
    expect(over(400, 0.5) / over(200, 0.5)).toBeLessThan(2.2);
  });
});

it('a curve that goes on changing for longer than can be computed is refused', () => {
  const end = () => meansAlong(diffusionOf('he2', 100, 315), [(m) => m], 1e-9, [1e5]);
  expect(end).toThrow(/more steps than can be computed/);
});
