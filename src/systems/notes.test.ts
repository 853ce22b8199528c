import { describe, expect, it } from 'vitest';
import { systemHeaders } from './headers.ts';
import { keyFormula, keyFormulas, whereItStops } from './notes.ts';
import { allSystems, notesOf } from './registry.ts';

describe('the notes of each system', () => {
  it.each(systemHeaders.map(({ id }) => id))('%s have a formula, and say where the theory stops', async (id) => {
    const notes = await notesOf(id);
    expect(keyFormula(notes)).toMatch(/=|\\simeq|\\le|\\to/);
    expect(whereItStops(notes)).toMatch(/\w{3}.*[.:|]$/s);
  });

  it.each(systemHeaders.map(({ id }) => id))('%s name choices that there are, each for one formula', async (id) => {
    const system = (await allSystems()).find((one) => one.id === id)!;
    const [, ...ofChoices] = keyFormulas(await notesOf(id));
    for (const { tex, choices } of ofChoices) {
      expect(tex).toMatch(/=|\\simeq|\\propto|\\le|\\to/);
      for (const [key, values] of Object.entries(choices))
        for (const value of values)
          expect(system.parameters.shape[key].safeParse(value).success, `${key}=${value}`).toBe(true);
    }
    const named = ofChoices.map(({ choices }) => JSON.stringify(choices));
    expect(new Set(named).size).toBe(named.length);
  });

  it('have a formula for the choices it is marked with, and one for all others', () => {
    const notes =
      '$$a.$$ <!-- key b=c,d -->\n$$e :$$ <!-- key b=c f=g -->\n$$h$$ <!-- key -->\n$$i$$ <!-- key f=g -->\n$$j$$';
    expect(keyFormulas(notes).map(({ tex }) => tex)).toEqual(['i', 'e', 'h', 'j']);
    expect(keyFormulas(notes)[2].choices).toEqual({ b: ['c'], f: ['g'] });
    expect(keyFormula(notes)).toBe('i');
    expect(keyFormula(notes, { b: 'd', f: 2 })).toBe('e');
    expect(keyFormula(notes, { f: 'g' })).toBe('j');
    expect(keyFormula('$$a$$ <!-- key b=c -->\n$$d$$', { b: 'x' })).toBe('a');
    expect(keyFormulas('none')).toEqual([]);
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
