import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { linearPart } from '../../../numeric/hermite.ts';
import { createRandom } from '../../../numeric/random.ts';
import { activation, activationNames } from '../activations.ts';
import { stepAverages } from '../theory/averages.ts';
import { populationLoss } from './loss.ts';

describe.each(activationNames)('the population loss of %s', (name) => {
  const loss = populationLoss(name);

  it('is the mean over samples', () => {
    const { value } = activation(name);
    const draws = 20_000;
    const { heap } = createWasmEngine();
    const fields = heap.matrix(draws, 2);
    createRandom('loss').stream(name).fillNormal(fields);
    for (const m of [-0.6, 0.2, 0.9]) {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < draws; i++) {
        const [a, xi] = fields.values.subarray(2 * i);
        const one = 0.5 * (value(a) - value(m * a + Math.sqrt(1 - m * m) * xi)) ** 2;
        sum += one;
        squares += one * one;
      }
      const mean = sum / draws;
      expect(Math.abs(loss(m) - mean)).toBeLessThan(4.5 * Math.sqrt((squares / draws - mean * mean) / draws));
    }
  });

  it('is what theory has by quadrature', () => {
    for (const m of [-1, -0.7, 0, 0.3, 0.8, 0.999, 1])
      expect(loss(m)).toBeCloseTo(stepAverages(activation(name), m).loss, 9);
    expect(loss(1)).toBeCloseTo(0, 12);
    const { secondMoment, mean } = linearPart(activation(name).value);
    expect(loss(0)).toBeCloseTo(secondMoment - mean * mean, 12);
  });
});
