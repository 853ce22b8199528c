import { describe, expect, it } from 'vitest';
import { nearestError, nearestPower, squaredAngle, squaredDistance } from './nearest.ts';
import { gridError, gridPower, lineError, randomError } from './piecewise.ts';
import { ballVolume, cap, decorrelation, sphereVolume } from './sphere.ts';
import { kernelFourth } from './variance.ts';

const near = (value: number, expected: number, error: number) =>
  expect(Math.abs(value / expected - 1), `${value} for ${expected}`).toBeLessThan(error);

describe('spheres', () => {
  it('have their volumes', () => {
    near(sphereVolume(1), 2 * Math.PI, 1e-13);
    near(sphereVolume(2), 4 * Math.PI, 1e-13);
    near(ballVolume(3), (4 / 3) * Math.PI, 1e-13);
  });

  it('have Chebyshev, Legendre and higher polynomials, at small angles too', () => {
    for (const theta of [1e-6, 0.1, 1, 3]) {
      const c = Math.cos(theta);
      near(decorrelation(3, 1, theta), 2 * Math.sin(1.5 * theta) ** 2, 1e-12);
      near(decorrelation(2, 2, theta), 1.5 * Math.sin(theta) ** 2, 1e-11);
      if (theta > 0.01) near(decorrelation(2, 4, theta), 1 - (5 * c * c - 1) / 4, 1e-12);
    }
  });

  it('have caps that hold all in the end, and of every harmonic nothing', () => {
    for (const d of [1, 3, 8]) {
      const whole = cap(3, d, Math.PI);
      near(whole.share, 1, 1e-12);
      near(whole.lost, 1, 1e-10);
      near(cap(1, d, 0.01).share, (ballVolume(d) * 0.01 ** d) / sphereVolume(d), 1e-4);
    }
  });
});

describe('neighbours', () => {
  it('are as far on a circle as 2π²/((n + 1)(n + 2)) says', () => {
    for (const n of [3, 10, 1000]) near(squaredAngle(1, 1, n), (2 * Math.PI ** 2) / ((n + 1) * (n + 2)), 1e-9);
  });

  it('come to their power in every dimension, k of them too', () => {
    for (const d of [1, 2, 5])
      for (const k of [1, 7]) {
        const n = 1e9;
        near(squaredAngle(d, k, n), squaredDistance(d, k, n / sphereVolume(d)), 0.01);
        const setting = { d, degree: 3, k, n, noise: 0 };
        near(nearestError(setting), nearestPower(setting), 0.02);
      }
  });

  it('of all points but one predict their mean, which is nothing', () => {
    // What is left is the target, and the scatter of the mean of n − 1 labels of power 1.
    near(nearestError({ d: 2, degree: 2, k: 199, n: 200, noise: 0 }), 1 + 1 / 199, 0.01);
  });
});

describe('pieces', () => {
  it('have series and closed forms that meet', () => {
    for (const of of [lineError, (z: number) => gridError(3, z, 0)])
      near(of(0.3 * (1 - 1e-9)), of(0.3 * (1 + 1e-9)), 1e-7);
    near(gridError(2, 1e-3, 0), gridPower(2, 1e-3, 0), 1e-5);
  });

  it('are off by the mean square of a wave and its interpolation, as the mean over a fine grid says', () => {
    for (const z of [0.2, 1.5, 2.9]) {
      let sum = 0;
      const [positions, phases] = [400, 64];
      for (let i = 0; i < positions; i++)
        for (let j = 0; j < phases; j++) {
          const [t, phi] = [(i + 0.5) / positions, (2 * Math.PI * j) / phases];
          const line = (1 - t) * Math.cos(phi) + t * Math.cos(z + phi);
          sum += (2 * (Math.cos(t * z + phi) - line) ** 2) / (positions * phases);
        }
      near(lineError(z), sum, 1e-4);
    }
  });

  it('between two points at random are off by more than the target', () => {
    expect(randomError(2, 2 * Math.PI, 0)).toBeGreaterThan(0.9);
    expect(randomError(2, 2 * Math.PI, 0)).toBeLessThan(2);
  });
});

it('harmonics have a kernel whose fourth power is counted on a circle', () => {
  for (const degree of [1, 2, 6]) {
    const p = 2 * degree + 1;
    near(kernelFourth(degree, 1), (2 * p ** 3 + p) / 3, 1e-10);
  }
  // On the common sphere, of degree 1: K = 1 + 3c, and E c² = 1/3, E c⁴ = 1/5.
  near(kernelFourth(1, 2), 1 + (6 * 9) / 3 + 81 / 5, 1e-10);
});
