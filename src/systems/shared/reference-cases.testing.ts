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
    const reports = checkCases(cases, evaluators).filter((report) => report.implemented);
    it.each(reports)('$formula: $total', (report) => {
      expect(report.mismatches).toEqual([]);
      expect(report.passed).toBe(report.total);
    });
    it('cover every formula of the evaluators', () => {
      expect(reports.map((report) => report.formula).sort()).toEqual(Object.keys(evaluators).sort());
    });
  });
}
