import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../src/numeric/engines/wasm.ts';
import { findSystem } from '../src/systems/registry.ts';
import { usualQuestion } from './address.ts';
import { declare } from './work/declare.ts';
import type { Library } from './work/library.ts';
import type { CurveOfFigure } from './work/protocol.ts';
import { openStudy, valuesAt } from './work/study.ts';

const engine = createWasmEngine();

async function valuesOf(system: string, settings: Record<string, string>, curve?: CurveOfFigure, place?: number) {
  const found = await findSystem(system);
  const library = { find: async () => found } as unknown as Library;
  const question = { ...usualQuestion(declare(found, '')), settings };
  return valuesAt(await openStudy(question, library, engine, new AbortController().signal), { curve, place });
}

const SAMPLES = '40:400:5:log';

describe('the numbers beside the formula', () => {
  it('are those of a single curve, which needs no name', async () => {
    const values = await valuesOf('ridge', { samples: SAMPLES, ridge: '1' });
    expect(values).toMatchObject({ at: { text: '126' }, place: 2, places: 5 });
    expect(values.curve).toBeUndefined();
  });

  it('are those of the curve that is pointed at, the first unless told, and say which', async () => {
    const family = { samples: SAMPLES, ridge: '0.01,1' };
    const first = await valuesOf('ridge', family);
    const second = await valuesOf('ridge', family, { observable: 'testError', series: 1 }, 3);
    const alone = await valuesOf('ridge', { samples: SAMPLES, ridge: '1' }, undefined, 3);
    expect([first.curve, second.curve]).toEqual(['λ = 0.01', 'λ = 1']);
    expect(second.numbers).toEqual(alone.numbers);
    expect(second.numbers).not.toEqual(first.numbers);
  });

  it('are those of the panel, where a second family makes panels', async () => {
    const families = { samples: SAMPLES, ridge: '0.01,1', noise: '0.1,0.5' };
    const pointed = { observable: 'testError', facet: 'σ² = 0.5', series: 1 };
    const values = await valuesOf('ridge', families, pointed);
    const alone = await valuesOf('ridge', { samples: SAMPLES, ridge: '1', noise: '0.5' });
    expect(values.curve).toBe('λ = 1, σ² = 0.5');
    expect(values.numbers).toEqual(alone.numbers);
  });

  it('of a curve over a coordinate are those of the point that it belongs to, unless another is chosen', async () => {
    const system = 'deep-linear';
    const swept = { start: 'aligned', depth: '2:4:3' };
    const last = await valuesOf(system, swept, { observable: 'loss', series: 2 });
    expect(last).toMatchObject({ place: 2, places: 3, at: { text: '4' } });
    expect((await valuesOf(system, swept, { observable: 'loss', series: 2 }, 0)).place).toBe(0);
  });

  it('are those of the first curve, where the figure was of other settings', async () => {
    const family = { samples: SAMPLES, ridge: '0.01,1' };
    const gone = await valuesOf('ridge', family, { observable: 'testError', series: 7 });
    expect(gone.curve).toBe('λ = 0.01');
  });
});
