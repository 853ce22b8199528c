import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { Stopped } from '../../../numeric/errors.ts';
import { theoryContext } from '../../shared/contexts.testing.ts';
import { pSpin } from '../system.ts';
import { descend } from './descent-equations.ts';
import { flow } from './flow.ts';
import { lowestEnergy, thresholdEnergy } from './landscape.ts';
import { matrixEnergy } from './matrix.ts';
import { plantedMinimum, weakestSignal } from './planted.ts';

describe('the flow', () => {
  it('is closer to the closed form of p = 2 than it promises', () => {
    const { energy, error } = flow({ p: 2, tick: 0.4, ticks: 10, r: 0, m0: 0 });
    for (let k = 1; k <= 10; k++) expect(Math.abs(energy[k] / matrixEnergy(0.4 * k) - 1)).toBeLessThan(error);
    expect(error).toBeLessThan(0.01);
  });

  it('stops when nobody wants it any more, and says how far it is', () => {
    const said: number[] = [];
    const context = {
      ...theoryContext(pSpin, createWasmEngine()),
      progress: (fraction: number) => void said.push(fraction),
      check: () => {
        if (said.length >= 20) throw new Stopped();
      },
    };
    const problem = pSpin.prepare(pSpin.parameters.parse({ time: 7.3 }), { engine: context.engine });
    expect(() => pSpin.predict(problem, context)).toThrow(Stopped);
    expect(said).toHaveLength(20);
    expect(said).toEqual([...said].sort((a, b) => a - b));
  });
});

describe('the landscape', () => {
  it('has its ground state below the threshold, and the layers in between', () => {
    for (const p of [3, 4, 5]) {
      const energies = [lowestEnergy(p), lowestEnergy(p, 1), lowestEnergy(p, 2), thresholdEnergy(p)];
      expect(energies).toEqual([...energies].sort((a, b) => a - b));
    }
    expect(lowestEnergy(2)).toBe(-1);
  });

  it('has a planted minimum that descent comes to, and that is marginal at the weakest signal', () => {
    const { energy, overlap } = descend({ p: 3, h: 0.1, steps: 200, T: 0, r: 3, m0: 0.7 });
    const minimum = plantedMinimum(3, 3);
    expect(energy[200]).toBeCloseTo(minimum.energy, 6);
    // The energy is of second order in what is left of the way.
    expect(overlap[200]).toBeCloseTo(minimum.m, 4);
    expect(plantedMinimum(4, weakestSignal(4) * (1 + 1e-12)).energy).toBeCloseTo(thresholdEnergy(4), 5);
  });

  it('has for a matrix the transition at 1, and beyond it the overlap and the energy of its spike', () => {
    for (const r of [1.01, 1.5, 3]) {
      const { m, energy } = plantedMinimum(2, r);
      expect(m).toBeCloseTo(Math.sqrt(1 - 1 / r ** 2), 10);
      expect(energy).toBeCloseTo(-(r + 1 / r) / 2, 10);
    }
    expect(() => plantedMinimum(2, 0.99)).toThrow('no minimum of its own');
  });
});
