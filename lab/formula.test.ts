import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { parameterMeta } from '../src/plan/settings.ts';
import { keyFormulas } from '../src/systems/notes.ts';
import { allSystems, notesOf } from '../src/systems/registry.ts';
import { letterOf, markKnobs, partsOf } from './formula.ts';

describe('the formula beside the figure', async () => {
  const systems = await allSystems();
  /** Theirs speak of eigenvectors, densities and processes; their knobs are drawn elsewhere. */
  const withoutKnobs = ['max-margin', 'self-stabilisation'];

  it.each(systems.map(({ id }) => id))('of %s is there, is typeset, and has a knob of its page', async (id) => {
    const system = systems.find((one) => one.id === id)!;
    const formulas = keyFormulas(await notesOf(id));
    expect(formulas.length).toBeGreaterThan(0);
    const knobs = Object.keys(system.parameters.shape).map((key) => ({
      key,
      symbol: parameterMeta(system, key)?.symbol,
    }));
    for (const [k, { tex }] of formulas.entries()) {
      const marked = markKnobs(tex, knobs);
      for (const part of partsOf(marked.tex)) {
        const html = katex.renderToString(part, { displayMode: true, strict: false, trust: true });
        expect(html).not.toContain('katex-error');
      }
      if (k === 0 || !withoutKnobs.includes(id)) expect(marked.keys.length > 0, tex).toBe(!withoutKnobs.includes(id));
      // Six colours there are.
      expect(marked.keys.length).toBeLessThanOrEqual(6);
      expect(marked.tex.replace(/\{\\htmlData\{knob=\w+\}\{((?:[^{}]|\{[^{}]*\})*)\}\}/g, '$1')).toBe(tex);
    }
  });
});

describe('markKnobs', () => {
  const knobs = [
    { key: 'ridge', symbol: 'λ' },
    { key: 'weights', symbol: 'σ_w²' },
    { key: 'start', symbol: 'v₀' },
    { key: 'kept', symbol: 'K/N' },
  ];

  it('finds letters with their subscripts, whatever the power', () => {
    expect(markKnobs('\\sigma_w^2+\\sigma_{w}v_0', knobs)).toEqual({
      tex: '{\\htmlData{knob=weights}{\\sigma_w}}^2+{\\htmlData{knob=weights}{\\sigma_{w}}}{\\htmlData{knob=start}{v_0}}',
      keys: ['weights', 'start'],
    });
  });

  it('leaves words, other subscripts and other letters alone', () => {
    const tex = '\\mathrm{v_0}\\text{ λ }\\lambda_k v v_{00} L_{v_0\\lambda} K\\operatorname{tr}';
    expect(markKnobs(tex, knobs)).toEqual({ tex, keys: [] });
  });

  it('serves a command that takes one letter without braces', () => {
    const { tex } = markKnobs('\\tfrac1\\lambda', knobs);
    expect(() => katex.renderToString(tex, { throwOnError: true, strict: false, trust: true })).not.toThrow();
  });
});

it.each([
  ['λ', { base: '\\lambda', sub: '' }],
  ['σ_w²', { base: '\\sigma', sub: 'w' }],
  ['k_max', { base: 'k', sub: 'max' }],
  ['c = ηλ₀', undefined],
  ['σ₁²/σ²', undefined],
])('the letter of %s', (symbol, letter) => expect(letterOf(symbol)).toEqual(letter));

it('a formula breaks at its wide spaces outside of braces', () => {
  expect(partsOf('a=1,\\qquad b=\\text{c\\quad d}\\quad e')).toEqual(['a=1,', 'b=\\text{c\\quad d}', 'e']);
});
