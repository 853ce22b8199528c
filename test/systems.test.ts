// What every system's folder must have; the promises themselves are tested in each folder's own system.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { systemHeaders } from '../src/systems/headers.ts';

const systems = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/systems');

describe.each(systemHeaders.map(({ id }) => id))('the folder of %s', (id) => {
  it.each([
    ...['system.ts', 'parameters.ts', 'observables.ts', 'problem.ts', 'validity.ts', 'limits.ts', 'sources.ts'],
    ...['notes.md', 'system.test.ts', 'theory', 'experiment', 'theory/index.ts'],
  ])('has %s', (file) => expect(existsSync(join(systems, id, file))).toBe(true));

  it('runs the conformance suite in its own test file', () => {
    expect(readFileSync(join(systems, id, 'system.test.ts'), 'utf8')).toMatch(/^await describeConformance\(\w+\);$/m);
  });
});

it('says numbers in sentences as `plain` and `percent` write them, never as 5e+2', () => {
  const files = (readdirSync(systems, { recursive: true }) as string[]).filter((file) =>
    /(?<!test|testing|generated)\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  const computerNotation = /\.(toPrecision|toExponential)\(/;
  expect(files.filter((file) => computerNotation.test(readFileSync(join(systems, file), 'utf8')))).toEqual([]);
});
