import { describe, expect, it } from 'vitest';
import {
  chiSquareTail,
  logGamma,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
  studentTail,
  studentUpperQuantile,
} from './distributions.ts';

// Values from mpmath 40-digit arithmetic: t tails by betainc, normal by ncdf, chi-square by
// gammainc; quantiles by findroot on them. t, degrees of freedom, P(T ≥ t)
const studentTails = [
  [0.001, 0.5, 0.4997303238342438],
  [1, 0.5, 0.3011216108413221],
  [2.5, 0.5, 0.20048526452664658],
  [40, 0.5, 0.050704899964747176],
  [0.001, 1, 0.4996816902199194],
  [1, 1, 0.25],
  [2.5, 1, 0.1211189415908434],
  [40, 1, 0.007956089912025814],
  [0.001, 3, 0.49963244748473046],
  [1, 3, 0.19550110947788532],
  [2.5, 3, 0.04385332350403277],
  [40, 3, 1.7190340394579263e-5],
  [0.001, 15.5, 0.4996074363577396],
  [1, 15.5, 0.16633355107442022],
  [2.5, 15.5, 0.01203775742446327],
  [40, 15.5, 2.2976790951738608e-17],
  [0.001, 1000, 0.49960115750922635],
  [1, 1000, 0.15877620904233616],
  [2.5, 1000, 0.006289283900545398],
  [40, 1000, 5.2394260775866807e-210],
  [0.001, 1000000.0, 0.49960105788582454],
  [1, 1000000.0, 0.15865537491678908],
  [2.5, 1000000.0, 0.006209744751081623],
];
// tail probability, degrees of freedom, t
const studentQuantiles = [
  [0.4, 1, 0.32491969623290623],
  [0.1, 1, 3.077683537175253],
  [0.025, 1, 12.706204736174705],
  [0.0008333333333333334, 1, 381.97099075552404],
  [1e-6, 1, 318309.8861827435],
  [1e-12, 1, 318309886183.79065],
  [0.4, 4, 0.27072229470759734],
  [0.1, 4, 1.5332062740589438],
  [0.025, 4, 2.7764451051977943],
  [0.0008333333333333334, 4, 7.5286714129861],
  [1e-6, 4, 41.577854150450975],
  [1e-12, 4, 1316.0727465592565],
  [0.4, 29, 0.2556836345712561],
  [0.1, 29, 1.311433647301551],
  [0.025, 29, 2.0452296421327043],
  [0.0008333333333333334, 29, 3.4660170934497376],
  [1e-6, 29, 5.917105540459562],
  [1e-12, 29, 11.613158011561406],
  [0.4, 500, 0.25348194985166556],
  [0.1, 500, 1.283247020710374],
  [0.025, 500, 1.9647198374673678],
  [0.0008333333333333334, 500, 3.161176219955991],
  [1e-6, 500, 4.810085161637655],
  [1e-12, 500, 7.21593055064887],
];
// z, P(Z ≥ z)
const normalTails = [
  [-3, 0.9986501019683699],
  [-0.5, 0.6914624612740131],
  [0, 0.5],
  [0.1, 0.460172162722971],
  [1, 0.15865525393145705],
  [1.96, 0.024997895148220435],
  [2.8, 0.0025551303304279342],
  [2.9, 0.0018658133003840384],
  [5, 2.866515718791939e-7],
  [10, 7.619853024160525e-24],
  [37, 5.725571222524577e-300],
];
// tail probability, z
const normalQuantiles = [
  [0.49, 0.025068908258711057],
  [0.3, 0.5244005127080408],
  [0.16, 0.9944578832097531],
  [0.025, 1.9599639845400543],
  [1e-5, 4.264890793922825],
  [1e-10, 6.361340902404057],
  [1e-100, 21.273453560965326],
];
// x, degrees of freedom, P(X ≥ x)
const chiSquareTails = [
  [0.1, 1, 0.7518296340458492],
  [6, 1, 0.01430587843542964],
  [40, 1, 2.539628589470865e-10],
  [300, 1, 3.294362383314041e-67],
  [0.1, 2, 0.951229424500714],
  [6, 2, 0.049787068367863944],
  [40, 2, 2.061153622438558e-9],
  [300, 2, 7.175095973164411e-66],
  [0.1, 5, 0.9998376833880774],
  [6, 5, 0.3062189184132784],
  [40, 5, 1.4933679000503952e-7],
  [300, 5, 1.0015302305957845e-62],
  [0.1, 30, 1.0],
  [6, 30, 0.9999993296140888],
  [40, 30, 0.10486428110798467],
  [300, 30, 2.648048485630878e-46],
  [0.1, 200, 1.0],
  [6, 200, 1.0],
  [40, 200, 1.0],
  [300, 200, 5.924540335483916e-6],
];

const relativeError = (value: number, wanted: number) => Math.abs(value / wanted - 1);

describe('distributions', () => {
  it.each(studentTails)('t tail at %f with %f degrees of freedom', (t, df, tail) => {
    expect(relativeError(studentTail(t, df), tail)).toBeLessThan(1e-10);
    expect(Math.abs(studentCdf(t, df) - (1 - tail))).toBeLessThan(1e-12);
    expect(relativeError(studentCdf(-t, df), tail)).toBeLessThan(1e-10);
  });

  it.each(studentQuantiles)('t quantile of %e with %f degrees of freedom', (tail, df, t) => {
    expect(relativeError(studentUpperQuantile(tail, df), t)).toBeLessThan(1e-10);
    expect(relativeError(studentQuantile(tail, df), -t)).toBeLessThan(1e-10);
  });

  it.each(normalTails)('normal tail at %f', (z, tail) => {
    expect(relativeError(normalCdf(-z), tail)).toBeLessThan(1e-12);
  });

  it.each(normalQuantiles)('normal quantile of %e', (tail, z) => {
    expect(relativeError(-normalQuantile(tail), z)).toBeLessThan(1e-12);
  });

  it.each(chiSquareTails)('chi-square tail at %f with %f degrees of freedom', (x, df, tail) => {
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
