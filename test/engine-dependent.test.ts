// ECMAScript leaves Math.exp, `**` and their like to whoever runs it: their last bits differ between
// versions of V8. So no number of a record comes from them: numeric/special.ts has functions whose
// bits are the same everywhere.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What the standard leaves open; sqrt, abs, fround, floor, … it does not. */
const OPEN = new Set(
  'exp expm1 log log1p log2 log10 pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh cbrt hypot'.split(
    ' ',
  ),
);

/** Where they may be used, and why. */
const ALLOWED: Record<string, string> = {
  'cli/doctor.ts': 'counts the operations of a product, to tell a speed',
  'conformance/allowed.ts': 'draws settings to try, which the trials are then of',
  'conformance/draws.ts': 'draws settings to try, which the trials are then of',
  'figures/panel-cells.ts': 'places on paper',
  'figures/range.ts': 'places on paper',
  'figures/ticks.ts': 'places and labels on paper',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Uses in this text of what the standard leaves open, each with its line. */
function usesOf(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isMath(node) || isPower(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}: ${node.getText().slice(0, 60)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `Math.exp` and its like; also `Math` by itself, which a lint could not follow. */
function isMath(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === 'Math' && OPEN.has(node.name.text);
  return ts.isIdentifier(node) && node.text === 'Math' && !ts.isPropertyAccessExpression(node.parent);
}

/** `x ** y`, but not 2 to a whole number that is written out, which every engine gets right. */
function isPower(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind;
  if (node.operatorToken.kind === AsteriskAsteriskEqualsToken) return true;
  return node.operatorToken.kind === AsteriskAsteriskToken && !/^2 \*\* -?\d+$/.test(node.getText());
}

function filesIn(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !/\.(test|testing|generated)\.ts$/.test(name));
}

const usesIn = (path: string) => usesOf(readFileSync(join(root, path), 'utf8'));

describe('functions whose last bits depend on the engine', () => {
  it('are used by nobody but those who draw and count', () => {
    const found = filesIn('src')
      .filter((name) => !(name in ALLOWED))
      .flatMap((name) => usesIn(`src/${name}`).map((use) => `src/${name}:${use}`));
    expect(found, 'take them from src/numeric/special.ts').toEqual([]);
  });

  it('are used by no example of a system, nor by what orrery new writes', () => {
    const systems = filesIn('examples');
    expect(systems).toContain('shrunken-mean/theory/error.ts');
    const found = systems.flatMap((name) => usesIn(`examples/${name}`).map((use) => `examples/${name}:${use}`));
    expect(found, 'take them from orrery-lab/numeric').toEqual([]);
  });

  it('are used by all who are allowed to', () => {
    for (const name of Object.keys(ALLOWED)) expect(usesIn(`src/${name}`), name).not.toEqual([]);
  });

  it('are found where they are planted', () => {
    expect(usesOf('const y = Math.exp(x);\nconst z = values.map(Math.log);')).toEqual(['1: Math.exp', '2: Math.log']);
    expect(usesOf('const { exp } = Math;')).toEqual(['1: Math']);
    expect(usesOf('y **= 2; z = x ** 2; w = 2 ** k;')).toEqual(['1: y **= 2', '1: x ** 2', '1: 2 ** k']);
    expect(usesOf('const y = Math.sqrt(2 ** -52) + Math.PI; // Math.exp(x ** 2)')).toEqual([]);
  });
});

it('powers of two are exact', () => {
  let power = 1;
  for (let k = 0; k < 1024; k++, power *= 2) expect([2 ** k, 2 ** -k]).toEqual([power, 1 / power]);
});
