import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { OutOfRange } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { type FiniteWidthMeans, trainAtFiniteWidth } from './finite-width.ts';
import type { Architecture } from './kernels.ts';

const engine = createWasmEngine();
const relu: Architecture = { activation: 'relu', depth: 1, weightVariance: 2, biasVariance: 0.1 };
const erf: Architecture = { ...relu, activation: 'erf' };

/** The exponent of 1/width of a root mean square between two widths, over a few training sets. */
function order(quantity: keyof FiniteWidthMeans, architecture: Architecture, keepOutput = false): number {
  const [narrow, wide] = [256, 2048].map((width) => {
    const options = { architecture, width, draws: 30, engine, keepOutput };
    const means = ['a', 'b', 'c'].map((seed) => trainAtFiniteWidth({ ...options, random: createRandom(seed) }));
    return means.reduce((sum, mean) => sum + Math.log(mean[quantity]) / 6, 0);
  });
  return (narrow - wide) / Math.log(8);
}

describe('finite networks against the tangent kernel', () => {
  // The spread of these orders over seeds is about 0.02 at this many draws.
  it.each([
    ['a smooth network’s kernel moves by 1/width', 'drift', erf, false, 1],
    ['also from an initial output that is not zero', 'drift', erf, true, 1],
    ['a relu network’s moves further, by width^(−¾) away from its training points', 'testDrift', relu, false, 0.75],
    ['the kernel at initialisation is off by width^(−½)', 'noise', erf, false, 0.5],
    ['and so is what is learned', 'distance', erf, true, 0.5],
  ] as const)('%s', (_, quantity, architecture, keepOutput, expected) => {
    expect(Math.abs(order(quantity, architecture, keepOutput) - expected)).toBeLessThan(0.1);
  });

  it('what all draws of a relu network have in common of that motion falls only like width^(−½)', () => {
    const measured = order('meanDrift', relu);
    expect(measured).toBeGreaterThan(0.35);
    expect(measured).toBeLessThan(0.65);
  });

  it('what is learned misses the prediction of the network’s own initial kernel by far less', () => {
    for (const architecture of [relu, erf, { ...relu, depth: 2 }]) {
      const { distance, nonlinearity } = trainAtFiniteWidth({
        architecture,
        width: 512,
        draws: 5,
        engine,
        random: createRandom('own'),
      });
      expect(nonlinearity).toBeLessThan(distance / 8);
      expect(distance).toBeLessThan(0.02);
    }
  });

  it('is the same every time', () => {
    const options = { architecture: relu, width: 128, draws: 3, engine, random: createRandom('same') };
    expect(trainAtFiniteWidth(options)).toEqual(trainAtFiniteWidth(options));
  });

  it('refuses a width that cannot be', () => {
    expect(() =>
      trainAtFiniteWidth({ architecture: relu, width: 0, draws: 1, engine, random: createRandom('none') }),
    ).toThrow(OutOfRange);
  });
});
