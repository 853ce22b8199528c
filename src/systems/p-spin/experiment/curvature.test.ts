import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { createRandom } from '../../../numeric/random.ts';
import { curvatures } from './curvature.ts';
import { drawStarts, projectedStep } from './dynamics.ts';
import { Landscape } from './landscape.ts';

const file = new URL('../../../../reference/hyperparameters.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

interface Case {
  formula: string;
  inputs: { p: number; N: number; steps: number; h: number };
  simulated: Record<string, { mean: number; se: number }>;
}

it('descends to curvatures as other real couplings have them', () => {
  const { inputs, simulated } = cases.find(({ formula }) => formula === 'pspin.hessian')!;
  const { p, N, steps, h } = inputs;
  const engine = createWasmEngine();
  const draws = 2;
  const radius = Math.sqrt(2 * p * (p - 1));
  const sums: Record<string, number> = {};
  for (let draw = 0; draw < draws; draw++)
    engine.heap.scope(() => {
      const random = createRandom(draw).stream('curvatures');
      const landscape = new Landscape({ order: p, size: N, signal: 0 }, 2, random.stream('couplings'), engine);
      const at = drawStarts(landscape, undefined, random.stream('starts'), engine);
      const force = new Float64Array(at.length);
      for (let k = 0; k < steps; k++) {
        landscape.force(at, force);
        projectedStep(landscape, at, force, { step: h, temperature: 0 });
      }
      const [energy] = landscape.force(at, force);
      const found = curvatures(landscape, at, force, 0, engine);
      const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
      const square = found.reduce((sum, one) => sum + (one - mean) ** 2, 0) / found.length;
      const seen = {
        energy,
        mean_plus_pe: mean + p * energy,
        variance_ratio: (4 * square) / radius ** 2,
        lower_edge_ratio: (found[0] + p * energy) / radius,
        upper_edge_ratio: (found[N - 2] + p * energy) / radius,
      };
      for (const [name, value] of Object.entries(seen)) sums[name] = (sums[name] ?? 0) + value / draws;
    });
  for (const [name, value] of Object.entries(sums)) {
    const { mean, se } = simulated[name];
    // Of 16 draws there.
    expect(Math.abs(value - mean), name).toBeLessThan(4 * se * Math.sqrt(1 + 16 / draws));
  }
});
