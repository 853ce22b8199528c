// Fits that look well and know no best size.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { report } from '../conduct.ts';
import { plan } from '../plan/instrument.ts';
import { fit } from './instrument.ts';

const random = createRandom('unknown best');
const fileOf = (name: string, text: string) => ({
  ...{ name, origin: name },
  bytes: async () => new Uint8Array(new TextEncoder().encode(text)),
});

/** Runs of this loss, at so many tokens for each parameter. */
function table(ratio: () => number, loss: (N: number, D: number) => number): string {
  const rows = Array.from({ length: 24 }, (_, i) => {
    const N = Math.round(2e7 * 1.25 ** i);
    const D = Math.round(ratio() * N);
    return `${N},${D},${loss(N, D)}`;
  });
  return ['parameters,tokens,loss', ...rows].join('\n');
}
const lawful = (N: number, D: number) => (1.7 + 406 * N ** -0.34 + 410 * D ** -0.28) * (1 + 0.01 * random.uniform());
const fitOf = (text: string) => report(fit, [fileOf('runs.csv', text)], { resamples: 50, law: 'parametric' });

describe('a fit to runs that do not tell the best size', () => {
  it('gives none where all runs have one proportion of size and tokens, and no plan goes on from it', async () => {
    const made = await fitOf(table(() => 20 * (1 + 0.04 * random.uniform()), lawful));
    expect(made.notes.find(({ id }) => id === 'one-proportion')?.level).toBe('strained');
    expect(made.values.allocations).toEqual([]);
    expect(made.answers.join(' ')).not.toMatch(/best size|With/);
    const saved = JSON.stringify({ instrument: 'fit', ...made });
    await expect(report(plan, [fileOf('report.json', saved)], { compute: '1e22' })).rejects.toThrow(
      'knows no best size: size and tokens rise together',
    );
  });

  it('gives one where proportions differ by a factor of ten', async () => {
    const made = await fitOf(table(() => 5 * 10 ** random.uniform(), lawful));
    expect(made.notes.find(({ id }) => id === 'one-proportion')).toBeUndefined();
    expect(made.values.allocations).toHaveLength(3);
  });

  it('says nothing of larger runs where the loss rises', async () => {
    const made = await fitOf(
      table(
        () => 5 * 10 ** random.uniform(),
        (N) => 2 + 0.1 * Math.log(N),
      ),
    );
    expect(made.notes.find(({ id }) => id === 'rising')?.level).toBe('strained');
    expect(made.values.allocations).toEqual([]);
  });

  it('refuses sizes in mixed units by the gap between them', async () => {
    const mixed = table(() => 20, lawful).replace(/^(\d+)(?=,)/gm, (size) =>
      Number(size) % 2 ? size : String(Number(size) / 1e6),
    );
    await expect(fitOf(mixed)).rejects.toThrow(/has nothing between .* these seem to be in different units/);
  });
});
