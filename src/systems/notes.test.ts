import { describe, expect, it } from 'vitest';
import { systemHeaders } from './headers.ts';
import { keyFormula, whereItStops } from './notes.ts';
import { notesOf } from './registry.ts';

describe('the notes of each system', () => {
  it.each(systemHeaders.map(({ id }) => id))('%s have a formula, and say where the theory stops', async (id) => {
    const notes = await notesOf(id);
    expect(keyFormula(notes)).toMatch(/=|\\simeq|\\le|\\to/);
    expect(whereItStops(notes)).toMatch(/\w{3}.*[.:|]$/s);
  });

  it('are cut at the next heading', () => {
    const notes =
      'A.\n$$a=b$$\n\n**Where it stops.** Here,\nand\n\n| a |\n\n**What else.** There.\n\n<!-- key -->\n$$c,$$';
    expect(keyFormula(notes)).toBe('c');
    expect(keyFormula('$$\\left.a\\right.$$ and $$b$$')).toBe('\\left.a\\right.');
    expect(whereItStops(notes)).toBe('Here,\nand\n\n| a |');
    expect(whereItStops('A.')).toBeUndefined();
  });
});
