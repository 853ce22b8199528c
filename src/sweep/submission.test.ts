import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSubmission, deal, readPart, submissions } from './submission.ts';
import type { Range } from './tally.ts';

const tasksOf = (ranges: Range[]) =>
  ranges.flatMap(([first, end]) => Array.from({ length: end - first }, (_, i) => first + i));

describe('parts of a submission', () => {
  it('have every open task once, none of them empty, and about equally many', () => {
    const open = fc
      .uniqueArray(fc.nat(400), { minLength: 1, maxLength: 200 })
      .map((tasks) => tasks.sort((a, b) => a - b));
    fc.assert(
      fc.property(open, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 300 }), (tasks, slots, wanted) => {
        const parts = deal(
          tasks.map((task): Range => [task, task + 1]),
          tasks.length,
          slots,
          wanted,
        );
        expect(parts.flatMap(tasksOf).sort((a, b) => a - b)).toEqual(tasks);
        expect(parts.length).toBe(Math.min(wanted, tasks.length));
        const sizes = parts.map((part) => tasksOf(part).length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
    const parts = deal([[0, 4000]], 4000, 10, 7);
    const sizes = parts.map((part) => tasksOf(part).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(10);
  });

  it('are read back one at a time, and submissions are numbered', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
    const parts: Range[][] = [
      [
        [0, 3],
        [9, 12],
      ],
      [[3, 9]],
    ];
    expect(submissions(folder)).toEqual([]);
    expect(addSubmission(folder, parts).number).toBe(1);
    expect(addSubmission(folder, parts.slice(1)).number).toBe(2);
    expect(readPart(folder, 1, 0)).toEqual(parts[0]);
    expect(readPart(folder, 1, 1)).toEqual(parts[1]);
    expect(submissions(folder)).toEqual([
      { number: 1, parts: 2 },
      { number: 2, parts: 1 },
    ]);
    expect(() => readPart(folder, 2, 1)).toThrowError(/has 1 parts, and none is 1/);
    expect(() => readPart(folder, 3, 0)).toThrowError(/no submission 3/);
    rmSync(folder, { recursive: true });
  });
});
