import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { holdToModule, kernelCalls } from './kernels.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

describe('the table of kernels', () => {
  it('lists plain functions once and generic ones for both dtypes, with their types', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
    writeFileSync(join(folder, 'index.ts'), "export * from './room';\nexport function base(): usize { return 0; }\n");
    writeFileSync(
      join(folder, 'room.ts'),
      '/** y := x */\n// @inline\nexport function copy<T extends number>(x: T, y: usize): T { return x; }\nfunction own(): void {}\n',
    );
    const calls = kernelCalls(folder);
    expect(calls.map(({ name, parameters, result }) => [name, ...parameters, result])).toEqual([
      ['base', 'usize'],
      ['copyF64', 'x: f64', 'y: usize', 'f64'],
      ['copyF32', 'x: f32', 'y: usize', 'f32'],
    ]);
    expect(calls[1].doc).toBe('/** y := x */');
  });

  it('is that of the module, and a missing function or argument is noticed', () => {
    const text = readFileSync(join(root, 'src/numeric/kernels.generated.ts'), 'utf8');
    const bytes = Buffer.from(text.match(/kernelsBase64: string =\s*'([^']*)'/)![1], 'base64');
    const calls = kernelCalls(join(root, 'kernels'));
    expect(() => holdToModule(calls, bytes)).not.toThrow();
    expect(() => holdToModule(calls.slice(1), bytes)).toThrow(calls[0].name);
    const short = calls.map((call) => (call.name === 'gemmF64' ? { ...call, parameters: [] } : call));
    expect(() => holdToModule(short, bytes)).toThrow('gemmF64/0');
  });
});
