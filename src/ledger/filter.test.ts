import { describe, expect, it } from 'vitest';
import { choose, readDate } from './filter.ts';
import type { ListedRun } from './listing.ts';

const run = (name: string, header: object, verdict?: ListedRun['verdict']): ListedRun => ({
  ...{ run: name, folder: name, state: 'ended', axes: [], points: 1, verdict },
  header: { seed: '1', engine: 'wasm', versions: { orrery: '0.2.0' }, ...header } as unknown as ListedRun['header'],
});
const runs = [
  run('a', { system: 'ridge', created: '2026-11-25T10:00:00.000Z' }, 'holds'),
  run('b', { system: 'ridge', created: '2026-11-26T10:00:00.000Z', seed: '2' }, 'broken'),
  run('c', { system: 'kernel', created: '2026-11-27T10:00:00.000Z', preset: 'p' }, 'holds'),
];
const names = (filter: Parameters<typeof choose>[1]) =>
  choose(runs, filter)
    .map(({ run: name }) => name)
    .join('');

describe('runs', () => {
  it('are chosen by all that is asked at once', () => {
    expect(names({})).toBe('abc');
    expect(names({ system: ['ridge'] })).toBe('ab');
    expect(names({ system: ['ridge'], verdict: ['holds'] })).toBe('a');
    expect(names({ verdict: ['holds', 'broken'], seed: ['1'] })).toBe('ac');
    expect(names({ preset: ['p'] })).toBe('c');
    expect(names({ since: new Date('2026-11-26T10:00:00Z') })).toBe('bc');
    expect(names({ before: new Date('2026-11-26T10:00:00Z') })).toBe('a');
    expect(names({ last: 2 })).toBe('bc');
    expect(names({ engine: ['openblas'] })).toBe('');
  });

  it('are asked for by words that some could have', () => {
    expect(() => names({ system: ['rigde'] })).toThrow(
      /--system rigde \(did you mean 'ridge'\?\): there are kernel, ridge/,
    );
    expect(() => names({ verdict: ['hold'] })).toThrow(/one of holds, broken, unresolved, not judged/);
    expect(() => names({ state: ['done'] })).toThrow(/one of ended, interrupted, running, killed/);
  });
});

describe('a date', () => {
  it.each([
    ['2026-11-27', '2026-11-27T00:00:00.000Z'],
    ['2026-11-27 12:30', '2026-11-27T12:30:00.000Z'],
    ['2026-11-27T12:30:05+02:00', '2026-11-27T10:30:05.000Z'],
  ])('%s is a time in UTC', (text, time) => {
    expect(readDate('--since', text).toISOString()).toBe(time);
  });

  it('may be how long ago', () => {
    const hours = (Date.now() - readDate('--since', '1.5d').getTime()) / 3600e3;
    expect(hours).toBeGreaterThanOrEqual(36);
    expect(hours).toBeLessThan(37);
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01', '27.11.2026', '7', '', '2026-11-27T25:00'])('is not %s', (text) => {
    expect(() => readDate('--since', text)).toThrow(/--since is '.*', but must be a date, as in --since 2026-11-27/);
  });
});
