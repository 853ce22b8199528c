import { describe, expect, test } from 'vitest';
import { BadInput } from '../errors.ts';
import { Heap } from '../heap.ts';
import { createOpenblasEngine, describeOpenblas } from './openblas.ts';
import { type EngineChoice, howToGet, selectEngine } from './select.ts';

const { found, searched } = await describeOpenblas();

describe('choosing an engine', () => {
  test('wasm is always there', async () => {
    const engine = await selectEngine('wasm');
    expect(engine.name).toBe('wasm');
    expect(engine.description).not.toBe('');
  });

  test('auto takes the library where there is one', async () => {
    expect((await selectEngine('auto')).name).toBe(found ? 'openblas' : 'wasm');
  });

  test.runIf(found)('openblas names its library', async () => {
    const engine = await selectEngine('openblas');
    expect(engine.name).toBe('openblas');
    expect(engine.description).toBe(found);
    expect(searched.at(-1)?.outcome).toBe('found');
  });

  test.runIf(found)('an engine works on the heap it is given', async () => {
    const heap = new Heap();
    expect((await createOpenblasEngine(heap))?.heap).toBe(heap);
  });

  test.runIf(!found)('openblas, when it is not there, says how to get it', async () => {
    await expect(selectEngine('openblas')).rejects.toThrow(BadInput);
    await expect(selectEngine('openblas')).rejects.toThrow(howToGet());
  });

  test('another word is refused', async () => {
    await expect(selectEngine('fast' as EngineChoice)).rejects.toThrow(BadInput);
  });
});
