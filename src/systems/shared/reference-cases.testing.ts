import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCases, parseReferenceFile } from '../../run/reference-cases.ts';
import type { Evaluators } from '../contract.ts';

/** Holds a system's evaluators to every case of theirs in these files of `reference/`. */
export function describeReferenceCases(evaluators: Evaluators, ...files: string[]): void {
  const cases = files.flatMap((file) => {
    const text = readFileSync(new URL(`../../../reference/${file}`, import.meta.url), 'utf8');
    return parseReferenceFile(text, file);
  });
  describe('reference cases', () => {
    const formulas = Object.keys(evaluators).map((formula) => {
      const own = cases.filter((entry) => entry.formula === formula);
      return { formula, own, total: own.length };
    });
    it.each(formulas)('$formula: $total', ({ own, total }) => {
      const [report] = checkCases(own, evaluators);
      expect(report.mismatches).toEqual([]);
      expect(report.passed).toBe(total);
    });
    it('cover every formula of the evaluators', () => {
      expect(formulas.filter(({ total }) => total === 0)).toEqual([]);
    });
  });
}
