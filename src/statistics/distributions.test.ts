import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  binomialCdf,
  binomialTail,
  chiSquareTail,
  logGamma,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
  studentTail,
  studentUpperQuantile,
} from './distributions.ts';

const reference = JSON.parse(
  readFileSync(new URL('./distributions.reference.json', import.meta.url), 'utf8'),
) as Record<string, { rows: number[][] }>;
const rows = <Row extends number[]>(name: string) => reference[name]!.rows as Row[];
type Three = [number, number, number];

const relativeError = (value: number, wanted: number) => Math.abs(value / wanted - 1);

describe('distributions', () => {
  it.each(rows<[number, number, number, number]>('binomialTails'))(
    'at least %i of %i at chance %f',
    (k, n, chance, tail) => {
      expect(relativeError(binomialTail(k, n, chance), tail)).toBeLessThan(1e-12);
      expect(Math.abs(binomialCdf(k - 1, n, chance) - (1 - tail))).toBeLessThan(1e-12);
    },
  );

  it('binomial tails at the edges', () => {
    expect([binomialTail(0, 5, 0), binomialTail(1, 5, 0), binomialTail(5, 5, 1), binomialTail(6, 5, 1)]).toEqual([
      1, 0, 1, 0,
    ]);
    expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialTail(0, 0, 0.5)]).toEqual([0, 1, 1]);
    expect(() => binomialTail(1, 2, 1.5)).toThrow('probability');
    expect(() => binomialTail(1, -1, 0.5)).toThrow('number of trials');
  });

  it.each(rows<Three>('studentTails'))('t tail at %f with %f degrees of freedom', (t, df, tail) => {
    expect(relativeError(studentTail(t, df), tail)).toBeLessThan(1e-10);
    expect(Math.abs(studentCdf(t, df) - (1 - tail))).toBeLessThan(1e-12);
    expect(relativeError(studentCdf(-t, df), tail)).toBeLessThan(1e-10);
  });

  it.each(rows<Three>('studentQuantiles'))('t quantile of %e with %f degrees of freedom', (tail, df, t) => {
    expect(relativeError(studentUpperQuantile(tail, df), t)).toBeLessThan(1e-10);
    expect(relativeError(studentQuantile(tail, df), -t)).toBeLessThan(1e-10);
  });

  it.each(rows<[number, number]>('normalTails'))('normal tail at %f', (z, tail) => {
    expect(relativeError(normalCdf(-z), tail)).toBeLessThan(1e-12);
  });

  it.each(rows<[number, number]>('normalQuantiles'))('normal quantile of %e', (tail, z) => {
    expect(relativeError(-normalQuantile(tail), z)).toBeLessThan(1e-12);
  });

  it.each(rows<Three>('chiSquareTails'))('chi-square tail at %f with %f degrees of freedom', (x, df, tail) => {
    if (tail === 0) expect(chiSquareTail(x, df)).toBe(0);
    else expect(relativeError(chiSquareTail(x, df), tail)).toBeLessThan(1e-12);
  });

  it('cdf and quantile are inverse to each other, on both sides', () => {
    for (const df of [1, 2.5, 7, 63, 1023, Infinity]) {
      for (const p of [1e-9, 0.001, 0.2, 0.499, 0.5, 0.501, 0.8, 0.975, 0.9999]) {
        expect(relativeError(studentCdf(studentQuantile(p, df), df), p)).toBeLessThan(1e-11);
      }
    }
  });

  it('turns into the normal with many degrees of freedom', () => {
    expect(studentTail(2, Infinity)).toBe(normalCdf(-2));
    expect(Math.abs(studentTail(2, 1e8) / normalCdf(-2) - 1)).toBeLessThan(1e-6);
  });

  it('has quantiles where the round-off of the tail lets them alternate', () => {
    for (const p of [0.0025424443428066212, 0.003336357086061032, 0.0029680062233721216])
      expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
  });

  it('keeps the ends', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 15);
    expect(studentUpperQuantile(0, 3)).toBe(Infinity);
    expect(studentTail(Infinity, 3)).toBe(0);
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(Infinity, 3)).toBe(0);
    expect(logGamma(1)).toBeCloseTo(0, 14);
  });

  it('refuses what is no probability and no number of degrees of freedom', () => {
    expect(() => normalQuantile(1.1)).toThrow('probability');
    expect(() => studentQuantile(Number.NaN, 3)).toThrow('probability');
    expect(() => studentTail(1, 0)).toThrow('degrees of freedom');
    expect(() => chiSquareTail(Number.NaN, 1)).toThrow('chi-square');
  });
});
