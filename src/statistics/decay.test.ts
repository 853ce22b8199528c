import { expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { decayInterval, exponentialDecay, fitDecay, powerDecay, powerSteps } from './decay.ts';

const x = [1, 2, 3, 4, 6, 8, 11, 16, 23, 32];

it('gives back the exponent of each law without noise, and tells them apart', () => {
  for (const shape of [powerDecay, exponentialDecay, powerSteps]) {
    const points = { x, logY: x.map((one) => 0.7 + shape.logShape(one, 0.4)), errors: x.map(() => 0.01) };
    const fits = [powerDecay, exponentialDecay, powerSteps].map((other) => fitDecay(points, other));
    const own = fitDecay(points, shape);
    expect(own.p).toBeCloseTo(0.4, 5);
    expect(own.logAmplitude).toBeCloseTo(0.7, 5);
    expect(Math.max(...fits.map(({ logLikelihood }) => logLikelihood))).toBeCloseTo(own.logLikelihood, 6);
  }
});

it('has an interval that covers what scatters about the law', () => {
  const random = createRandom('scatter');
  const normal = () => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  let covered = 0;
  for (let draw = 0; draw < 30; draw++) {
    const points = { x, logY: x.map((one) => -0.6 * Math.log(one) + 0.1 * normal()), errors: x.map(() => 0.01) };
    const fit = fitDecay(points, powerDecay);
    const { low, high } = decayInterval(fit, [fit.p, fit.p], x.length);
    if (low < 0.6 && 0.6 < high) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(25);
});
