import { describe, expect, it } from 'vitest';
import { entryPoints } from './api.mjs';

describe('the entry points of the API pages', () => {
  it('are the sources behind the exports, a star standing for every file there that is no test', () => {
    const exports = {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './node': './dist/node.js',
      './theory/*': { types: './dist/theory/*.d.ts', default: './dist/theory/*.js' },
      './package.json': './package.json',
    };
    const files = [
      'src/theory/risk.ts',
      'src/theory/risk.test.ts',
      'src/theory/notes.md',
      'src/theory/kernel/learning.ts',
    ];
    expect(entryPoints({ exports }, (folder: string) => (folder === 'src/theory' ? files : []))).toEqual([
      'src/index.ts',
      'src/node.ts',
      'src/theory/kernel/learning.ts',
      'src/theory/risk.ts',
    ]);
  });
});
