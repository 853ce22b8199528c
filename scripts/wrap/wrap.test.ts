import { describe, expect, it } from 'vitest';
import { wrapped } from '../wrap-prose.mjs';
import { wrapCode } from './code.mjs';
import { widthOf } from './fill.mjs';
import { wrapMarkdown } from './markdown.mjs';

const words = (count: number, word = 'words') => Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ');
const widest = (text: string) => Math.max(...text.split('\n').map(widthOf));

describe('comments', () => {
  it('fill 100 columns, and a docstring of one line becomes one of several', () => {
    const code = `// ${words(30)}\nconst a = 1;\n\n  /** ${words(20)} */\n  function f() {}\n`;
    const next = wrapCode(code);
    expect(widest(next)).toBeLessThanOrEqual(100);
    expect(next).toContain('  /**\n   * words0');
    expect(next).toContain('\n   */\n  function f() {}');
    expect(wrapCode(next)).toBe(next);
  });

  it('stay as they are where no line is too long', () => {
    const code = '// one\n// two\n/** Three. */\nconst a = 1;\n/**\n * Four,\n * five.\n */\n';
    expect(wrapCode(code)).toBe(code);
  });

  it('keep fences, lists, tables, tags, indented lines and columns set by hand', () => {
    const kept = [
      ...['```', `const x = '${words(20)}';`, '```', ''],
      ...[`- ${words(20)}`, `  ${words(20)}`, ''],
      ...[`| ${words(10)} | ${words(10)} |`, ''],
      `    y = ${words(20)}`,
      `word 0   ${words(20)}`,
      `@param x ${words(20)}`,
    ].map((line) => ` * ${line}`.trimEnd());
    const code = ['/**', ` * ${words(20)}`, ' *', ...kept, ' */', 'const a = 1;', ''].join('\n');
    const next = wrapCode(code);
    expect(next).not.toBe(code);
    expect(next).toContain(kept.join('\n'));
  });

  it('keep directives, remarks behind code, and text in strings', () => {
    const code = [
      `// biome-ignore lint/rule: ${words(20)}`,
      '// @inline',
      `const s = \`\n// ${words(20)}\n/** ${words(20)} */\n\`; // ${words(20)}`,
      `const r = /\\/\\/ ${words(20)}/; /* ${words(20)} */`,
      `// ${words(20)}`,
      '// @ts-expect-error: on purpose',
      'const a = 1;',
      '',
    ].join('\n');
    const next = wrapCode(code);
    expect(next.split('\n').slice(0, 6)).toEqual(code.split('\n').slice(0, 6));
    expect(next).toMatch(/words19\n\/\/ @ts-expect-error: on purpose\nconst a = 1;\n$/);
  });

  it('break neither code, nor a short formula, nor a sentence that ends early', () => {
    const tail = `${'x'.repeat(88)} \`a b c d e\` ${'x'.repeat(70)} 16 g + 4 j + b ${'x'.repeat(60)}`;
    const next = wrapCode(`// Ends here.\n// ${tail}\nconst a = 1;\n`);
    expect(next).toMatch(/^\/\/ Ends here\.\n/);
    expect(next).toContain('`a b c d e`');
    expect(next).toMatch(/g \+ 4/);
  });

  it('begin no line with what would make it a list or a tag', () => {
    for (let count = 80; count < 100; count++) {
      const next = wrapCode(`/** ${'x'.repeat(count)} - ${'y'.repeat(40)} @z 1. ${'v'.repeat(30)} */\nconst a = 1;\n`);
      expect(next).not.toMatch(/^ \* (?:-|@|1\.)/m);
      expect(wrapCode(next)).toBe(next);
    }
  });
});

describe('documents', () => {
  it('have paragraphs and items filled, with the indentation of each', () => {
    const next = wrapMarkdown(`${words(30)}\n\n- ${words(30)}\n  - ${words(30)}\n\n1. ${words(20)}\n   ${words(20)}\n`);
    expect(widest(next)).toBeLessThanOrEqual(100);
    expect(next).toMatch(/\n- words0 .*\n {2}words/);
    expect(next).toMatch(/\n {2}- words0 .*\n {4}words/);
    expect(next).toMatch(/\n1\. words0 .*\n {3}words/);
    expect(wrapMarkdown(next)).toBe(next);
  });

  it('keep tables, headings, code, HTML, quotations and display formulas', () => {
    const kept = [
      `# ${words(20)}`,
      `| ${words(10)} | ${words(10)} |\n| --- | --- |\n| ${words(10)} | ${words(10)} |`,
      `\`\`\`sh\n${words(20)}\n\`\`\``,
      `<p>\n${words(20)}\n</p>`,
      `> ${words(20)}`,
      `$$${words(20)}$$`,
      `$$\n${words(20)}\n$$`,
      `[name]: https://example.org/${'x'.repeat(90)}`,
      `    ${words(20)}`,
    ].join('\n\n');
    expect(wrapMarkdown(`${kept}\n`)).toBe(`${kept}\n`);
  });

  it('keep formulas and code in one piece, and breaks made on purpose', () => {
    const next = wrapMarkdown(`${'x'.repeat(90)} $a + b = c + d$ ${'x'.repeat(80)} \`npm run a b c\` end\n`);
    expect(next).toContain('$a + b = c + d$');
    expect(next).toContain('`npm run a b c`');
    const broken = `${words(20)}  \n${words(3)}\n`;
    expect(wrapMarkdown(broken)).toBe(broken);
  });
});

it('leaves generated files and pages that a script writes', () => {
  expect(wrapped('src/a.generated.ts', `// ${words(30)}\n`)).toBeUndefined();
  expect(wrapped('docs/a.md', `${words(30)}\n\n*This page is written by \`node a.mjs\`.*\n`)).toBeUndefined();
  expect(wrapped('src/a.ts', `// ${words(30)}\n`)).not.toBe(`// ${words(30)}\n`);
});
