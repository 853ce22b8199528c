import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCases, parseReferenceFile } from '../../../run/reference-cases.ts';
import { evaluators } from '../reference.ts';

const cases = parseReferenceFile(
  readFileSync(new URL('../../../../reference/ridge.json', import.meta.url), 'utf8'),
  'ridge.json',
);

describe('reference cases', () => {
  const reports = checkCases(cases, evaluators).filter((report) => report.implemented);
  it.each(reports)('$formula: $total', (report) => {
    expect(report.mismatches).toEqual([]);
    expect(report.passed).toBe(report.total);
  });
  it('covers every formula of the evaluators', () => {
    expect(reports.map((report) => report.formula).sort()).toEqual(Object.keys(evaluators).sort());
  });
});
