import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Bootstraps } from '../judge/derived.ts';
import { summarizeRun } from '../judge/judge.ts';
import { executeTheory } from '../run/here.ts';
import { plain } from '../statistics/sentences.ts';
import { allEntries, type Entry, planOf } from './entries.ts';
import { type Comparison, numbersOf } from './numbers.ts';

const page = readFileSync(new URL('../../docs/gallery.md', import.meta.url), 'utf8');
const entries = await allEntries();

/** As the gallery's table says a number, whichever way its last digit was rounded. */
function asPrinted(value: number): RegExp {
  const roundings = [1, 1 + 1e-6, 1 - 1e-6].map((factor) => plain(factor * value, 4));
  return new RegExp(`\\| [≤≥]? ?(${[...new Set(roundings)].join('|')}) \\|`);
}

/** The numbers that theory has of an entry. */
async function predicted(entry: Entry): Promise<Comparison[]> {
  const { plan } = await planOf(entry);
  const theory = await executeTheory(plan, entry.preset.shown ?? entry.system.shown, { engine: 'wasm', lines: false });
  const outcomes = plan.curves.map(({ points }) => points.map(() => []));
  const noLines = plan.curves.map(() => ({ x: [], y: {} }));
  return numbersOf(
    entry,
    plan,
    summarizeRun({ plan, ...theory, lines: noLines, outcomes, bootstraps: new Bootstraps('') }),
  );
}

test.for(entries.map((entry) => [entry.name, entry] as const))(
  '%s: theory is what was published, and what the gallery shows',
  async ([name, entry]) => {
    const numbers = await predicted(entry);
    const claimed = (entry.preset.shown ?? entry.system.shown).some((of) => entry.system.claims?.[of]);
    expect(numbers.length > 0 || claimed).toBe(true);
    for (const { published, predicted = Number.NaN } of numbers)
      if (published)
        expect(
          Math.abs(predicted / published.value - 1),
          `${published.where}: ${published.value}, predicted ${predicted}`,
        ).toBeLessThanOrEqual(published.accuracy);
    const section = page.split(/^(?=<!-- )/m).find((text) => text.startsWith(`<!-- ${name} -->`));
    // Not made for the page yet.
    if (section === undefined) return;
    expect(section).toContain(`### ${entry.preset.title}`);
    for (const { at, predicted } of numbers)
      if (predicted !== undefined)
        expect(
          section
            .split('\n')
            .filter((row) => row.includes(`| ${at} |`))
            .join('\n'),
        ).toMatch(asPrinted(predicted));
  },
);

test('the gallery has no entry that is none', () => {
  const names = [...page.matchAll(/^<!-- (.*) -->$/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});
