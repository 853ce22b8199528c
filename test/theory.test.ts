// Theory that nothing can reach helps nobody: every function of it is used by a prediction, a limit, a note or a reference case, or
// offered by the package under `orrery-lab/theory/<system>`.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
const THEORY = /^(random-matrices|regression|systems\/[^/]+\/theory)\//;

/** Every source file but tests and build products, without its comments. */
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|testing|generated)\.ts$/.test(name))
    .map((name) => [name, withoutComments(readFileSync(join(src, name), 'utf8'))]),
);

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

/** The files that an index of theory offers whole, by `export * from`. */
const offered = new Set(
  [...sources].flatMap(([name, text]) =>
    [...text.matchAll(/^export \* from '([^']+)'/gm)].map(([, from]) => normalize(join(dirname(name), from))),
  ),
);

/** Exported functions and values that stand nowhere but where they are declared. What a unit promises is for its tests. */
function unreachable(files: Map<string, string>): string[] {
  return [...files].flatMap(([name, text]) => {
    if (!THEORY.test(name) || offered.has(name)) return [];
    const names = [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, word]) => word);
    return names
      .filter((word) => !word.endsWith('Promise'))
      .filter((word) => [...files.values()].reduce((sum, other) => sum + countOf(word, other), 0) < 2)
      .map((word) => `${name}: ${word}`);
  });
}

function countOf(word: string, text: string): number {
  return text.match(new RegExp(`\\b${word}\\b`, 'g'))?.length ?? 0;
}

describe('theory', () => {
  it('can be reached, all of it', () => {
    expect([...sources.keys()].filter((name) => THEORY.test(name)).length).toBeGreaterThan(50);
    expect(unreachable(sources)).toEqual([]);
  });

  it('is found out where nobody uses it', () => {
    const name = 'systems/ridge/theory/risk.ts';
    const planted = new Map(sources).set(name, `${sources.get(name)}\nexport function orphanedRisk() {}\n`);
    expect(unreachable(planted)).toEqual([`${name}: orphanedRisk`]);
  });
});
