import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseReferenceFile } from '../../run/reference-cases.ts';
import { evaluators } from './reference.ts';

const file = new URL('../../../reference/sphere.json', import.meta.url);

describe('kernels on the sphere agree with 50 digits', () => {
  it.each(parseReferenceFile(readFileSync(file, 'utf8'), 'sphere.json'))('$name', ({ formula, inputs, expected }) => {
    const got = evaluators[formula](inputs) as Record<string, number | number[]>;
    for (const [name, value] of Object.entries(expected)) {
      const [wanted, found] = [value, got[name]].map((one) =>
        typeof one === 'number' ? [one] : Array.from(one as number[]),
      );
      // Integrals round relative to the first level; the exponent is a fit to levels that are 1e-8
      // of it and less.
      const allowed = /^level/.test(name)
        ? 1e-12 * wanted[0]
        : Math.abs(wanted[0]) * (/^tail/.test(name) ? 1e-5 : 1e-9);
      wanted.forEach((one, i) => {
        expect(Math.abs(found[i] - one), `${name} ${i}`).toBeLessThanOrEqual(Math.max(allowed, 1e-9 * Math.abs(one)));
      });
    }
  });
});
