import { describe, expect, it } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { readWords } from './instrument-words.ts';

describe('the words of an instrument', () => {
  it('are files and settings, in any order', () => {
    expect(readWords(['target=y', 'a.csv', './odd=name.csv', 'ridge=1e-3'])).toEqual({
      files: ['a.csv', './odd=name.csv'],
      settings: { target: 'y', ridge: '1e-3' },
    });
  });

  it('may be options', () => {
    expect(readWords(['--target', 'y', 'a.csv', '--loss-column=test loss'])).toEqual({
      files: ['a.csv'],
      settings: { target: 'y', lossColumn: 'test loss' },
    });
  });

  it('name a key that is given twice', () => {
    expect(() => readWords(['width=1024', '--width', '512'])).toThrow('width is given twice; an instrument takes one');
  });

  it('name the option whose value is missing', () => {
    expect(() => readWords(['a.csv', '--loss-column'])).toThrow(BadInput);
    expect(() => readWords(['a.csv', '--loss-column'])).toThrow('write lossColumn=value');
    expect(() => readWords(['--target', '--ridge', '1'])).toThrow('--target has no value');
  });
});
