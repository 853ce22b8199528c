// What every system's folder must have; the promises themselves are tested in each folder's own system.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { systemHeaders } from '../src/systems/registry.ts';

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
