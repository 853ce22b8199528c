import { describe, expect, it } from 'vitest';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { createRandom } from '../../../numeric/random.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { chebyshevData } from '../../shared/chebyshev.ts';
import { initialWeights } from '../problem.ts';
import { CentralFlow } from './central-flow.ts';
import { complementaryMatrix } from './complementarity.ts';
import { Landscape } from './landscape.ts';
import { oneDirectionVariance } from './one-direction.ts';
import { SharpestDirections } from './sharpest-directions.ts';
import { dot } from './vectors.ts';

const engine = createWasmEngine();
const { heap } = engine;

function task(hidden: number[], degree: number) {
  return { model: fullyConnected({ sizes: [1, ...hidden, 1], activation: 'tanh' }), ...chebyshevData(degree, 12) };
}

/** A landscape with weights on it, of whose Hessian all eigenpairs are known. */
function onLandscape(hidden: number[], degree: number, body: (landscape: Landscape, w: Float64Array) => void) {
  const given = task(hidden, degree);
  heap.scope(() => body(new Landscape(engine, given), initialWeights(given.model, createRandom(hidden[0]), engine)));
}

function denseHessian(landscape: Landscape, w: Float64Array): Float64Array {
  const { size } = landscape;
  landscape.gradient(w, new Float64Array(size));
  const H = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const [unit, row] = [new Float64Array(size), new Float64Array(size)];
    unit[i] = 1;
    landscape.hessianVector(unit, row);
    H.set(row, i * size);
  }
  return H;
}

describe('the landscape', () => {
  it('has third derivatives that are differences of the curvature, symmetric in all three', () => {
    onLandscape([5, 4], 3, (landscape, w) => {
      const random = createRandom('third');
      const vectors = [0, 1].map((i) => {
        const normal = normals(random.stream(i));
        const v = Float64Array.from(w, normal);
        return v.map((x) => x / Math.sqrt(dot(v, v)));
      });
      const [[first, mixed], [, second]] = landscape.thirdDerivatives(w, vectors);
      const [u, v] = vectors;
      expect(dot(first, v) / dot(mixed, u)).toBeCloseTo(1, 7);
      expect(dot(second, u) / dot(mixed, v)).toBeCloseTo(1, 7);
      // Third differences of the loss along u; their own error is what limits this.
      const loss = (t: number) =>
        landscape.gradient(
          w.map((x, i) => x + t * u[i]),
          new Float64Array(w.length),
        );
      const h = 5e-3;
      const difference = (loss(2 * h) - 2 * loss(h) + 2 * loss(-h) - loss(-2 * h)) / (2 * h ** 3);
      expect(difference / dot(first, u)).toBeCloseTo(1, 2);
    });
  });

  it('has third derivatives good to a part in 10⁸: twenty times the displacement is off by 400 times that', () => {
    onLandscape([5, 4], 3, (landscape, w) => {
      const u = new Float64Array(w.length).fill(1 / Math.sqrt(w.length));
      const [[exact]] = landscape.thirdDerivatives(w, [u]);
      const epsilon = 2e-4;
      const [ahead, behind] = [1, -1].map((sign) => {
        landscape.gradient(
          w.map((x, i) => x + sign * epsilon * u[i]),
          new Float64Array(w.length),
        );
        const product = new Float64Array(w.length);
        landscape.hessianVector(u, product);
        return product;
      });
      const coarse = ahead.map((x, i) => (x - behind[i]) / (2 * epsilon));
      const scale = Math.sqrt(dot(exact, exact));
      const off = Math.sqrt(coarse.reduce((sum, x, i) => sum + (x - exact[i]) ** 2, 0)) / scale;
      // Of second order in the displacement, which is twenty times smaller in the landscape.
      expect(off).toBeLessThan(4e-6);
      expect(off).toBeGreaterThan(1e-10);
    });
  });
});

describe('the sharpest directions', () => {
  it('are those of the dense Hessian to 1e-8, along a path on which eigenvalues cross', () => {
    onLandscape([6, 4], 3, (landscape, w) => {
      const gradient = new Float64Array(w.length);
      const sharpest = new SharpestDirections(landscape, createRandom('sharpest'));
      for (let k = 0; k < 60; k++) {
        // A walk in random directions that is much faster than training.
        const at = w.map((x, i) => x + 0.02 * k * Math.sin(i * i));
        const { values } = eigenvaluesAndVectors(denseHessian(landscape, at), w.length, engine);
        landscape.gradient(at, gradient);
        const level = 0.3 * values[w.length - 1];
        sharpest.update(level);
        const expected = Array.from(values)
          .reverse()
          .filter((value) => value > level);
        expect(sharpest.values.length).toBe(expected.length);
        for (const [i, value] of expected.entries())
          expect(Math.abs(sharpest.values[i] - value)).toBeLessThan(1e-8 * expected[0]);
      }
    });
  });
});

describe('the complementarity problem', () => {
  it.each([2, 3, 4])('is solved for %d directions: both matrices positive, their product 0', (k) => {
    for (let instance = 0; instance < 25; instance++) {
      const normal = normals(createRandom('instance').stream(k, instance));
      const derivatives = Array.from({ length: k * k }, () => Array.from({ length: 3 + k * k }, normal));
      for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) derivatives[i * k + j] = derivatives[j * k + i];
      const M = Float64Array.from({ length: k ** 4 }, (_, ab) => {
        const [a, b] = [derivatives[Math.floor(ab / k ** 2)], derivatives[ab % k ** 2]];
        return a.reduce((sum, x, i) => sum + x * b[i], 0);
      });
      const Q = new Float64Array(k * k);
      for (let i = 0; i < k; i++) for (let j = 0; j <= i; j++) Q[i * k + j] = Q[j * k + i] = 1e-3 * normal();
      const X = complementaryMatrix(Q, M, engine);
      const Y = Q.map((q, a) => q + X.reduce((sum, x, b) => sum + M[a * k * k + b] * x, 0));
      for (const matrix of [X, Y]) {
        const { values } = eigenvaluesAndVectors(matrix, k, engine);
        expect(values[0]).toBeGreaterThan(-1e-8 * Math.hypot(...matrix) - 1e-13);
      }
      const sizes = Math.hypot(...X) * Math.hypot(...Y);
      expect(Math.abs(dot(X, Y))).toBeLessThanOrEqual(1e-8 * sizes + 1e-20);
    }
  });

  it('is 0 where nothing is beyond the edge, and for one direction the quotient', () => {
    const M = Float64Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    expect(Array.from(complementaryMatrix(Float64Array.of(1, 0, 0, 2), M, engine))).toEqual([0, 0, 0, 0]);
    expect(complementaryMatrix(Float64Array.of(-3), Float64Array.of(2), engine)[0]).toBe(1.5);
  });
});

/** Standard normal numbers of a stream, one by one. */
function normals(random: ReturnType<typeof createRandom>): () => number {
  return () =>
    heap.scope(() => {
      const one = heap.matrix(1, 1);
      random.fillNormal(one);
      return one.values[0];
    });
}

describe('the central flow', () => {
  it('keeps to H ⪯ 2/η with two oscillating directions, by the dense Hessian', () => {
    const given = task([6, 4], 3);
    const [eta, draw] = [0.5, 2];
    heap.scope(() => {
      const landscape = new Landscape(engine, given);
      const start = initialWeights(given.model, createRandom('central-flow').stream('initial weights', draw), engine);
      const flow = new CentralFlow(landscape, start, eta);
      let several = 0;
      for (let k = 0; k < 300; k++) {
        flow.advance();
        if (flow.directions > 1) several++;
        if (k % 20 !== 0 || flow.variance === 0) continue;
        const { values } = eigenvaluesAndVectors(denseHessian(landscape, flow.w), landscape.size, engine);
        // A correction is linear: it leaves the square of what a step has gone beyond.
        expect(values[landscape.size - 1] / (2 / eta)).toBeLessThan(1.005);
      }
      expect(several).toBeGreaterThan(100);
    });
  });

  it('has the variance of the one-direction formula where one direction oscillates', () => {
    const given = task([4], 3);
    const eta = 0.5;
    heap.scope(() => {
      const landscape = new Landscape(engine, given);
      const start = initialWeights(given.model, createRandom('central-flow').stream('initial weights', 3), engine);
      const flow = new CentralFlow(landscape, start, eta, 4);
      for (let k = 0; k < 160; k++) flow.advance();
      expect(flow.directions).toBe(1);
      const here = oneDirectionVariance(landscape, flow.w);
      flow.advance();
      expect(Math.abs(flow.variance / here - 1)).toBeLessThan(0.01);
    });
  });
});
