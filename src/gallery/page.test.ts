import { expect, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { entriesNamed, planOf } from './entries.ts';
import { numbersOf } from './numbers.ts';
import { numberTable, sectionOf, withSections } from './page.ts';
import { reproduce, verdictInWords } from './reproduction.ts';

test('sections stand in the order of the gallery, newer ones in the place of older ones', () => {
  const names = ['a/one', 'a/two', 'b/three'];
  const first = withSections('# Gallery\n\nWords.\n', new Map([['b/three', '### Three\n']]), names);
  expect(first).toBe('# Gallery\n\nWords.\n\n<!-- b/three -->\n### Three\n');
  const second = withSections(
    first,
    new Map([
      ['a/one', '### One\n'],
      ['b/three', '### Other\n'],
    ]),
    names,
  );
  expect(second).toBe('# Gallery\n\nWords.\n\n<!-- a/one -->\n### One\n\n<!-- b/three -->\n### Other\n');
  expect(withSections(second, new Map(), ['b/three'])).toBe('# Gallery\n\nWords.\n\n<!-- b/three -->\n### Other\n');
});

test('an entry is named by its system, or with its preset', async () => {
  const [one] = await entriesNamed('kernel/sphere-power-law');
  expect(one.source.id).toBe('canatar2020');
  expect(await entriesNamed('kernel')).toContainEqual(one);
  await expect(entriesNamed('kernel/sphere-powerlaw')).rejects.toThrow(
    /^kernel has no published figure 'sphere-powerlaw' \(did you mean 'sphere-power-law'\?\); it has /,
  );
  await expect(entriesNamed('kernels')).rejects.toThrow(BadInput);
});

test('published, predicted and measured numbers stand side by side, and the outcome is told', async () => {
  const [entry] = await entriesNamed('kernel/sphere-power-law');
  const settings = { ...entry.preset.settings, samples: '90,206', noise: '1.66516e-3' };
  const published = entry.preset.published!.filter(
    ({ at }) => at!.noise === 1.66516e-3 && [90, 206].includes(Number(at!.samples)),
  );
  const small = { ...entry, preset: { ...entry.preset, settings, published, margin: 0.9 } };
  const made = await reproduce(small, { seed: '1', jobs: 1, engine: 'wasm', budget: 0 });
  expect(made.outcome).toBe('as published');
  const [head, row] = numberTable(entry.system, made.numbers);
  expect(head).toEqual(['', 'at', 'published', 'predicted', 'measured']);
  expect(row.slice(0, 4)).toEqual(['test error', 'n = 90', '0.00304 (theory, with the noise added)', '0.00304']);
  expect(row[4]).toMatch(/^0\.0\d+ ± 0\.0\d+$/);
  expect(sectionOf(made, 'gallery/a.png')).toContain(`| ${row.join(' | ')} |`);

  // Declared as broken it would be against what is declared, and a number of no point is a mistake.
  const declared = (expected: 'holds' | 'broken') => ({ ...small, preset: { ...small.preset, expected } });
  const against = await reproduce(declared('broken'), { seed: '1', jobs: 1, engine: 'wasm', budget: 0 });
  expect([against.outcome, verdictInWords(against)]).toEqual(['against', 'holds, against the declared ‘broken’']);
  const { plan } = await planOf(small);
  const nowhere = { ...small, preset: { ...small.preset, published: [{ ...published[0], at: { samples: 27 } }] } };
  expect(() => numbersOf(nowhere, plan, made.result)).toThrow(/has no point/);
});
