import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText, textWidth, wrap } from './text.ts';

/** `E_test` → `E/i` `test/sub`. */
const shown = (text: string, symbol = true) =>
  parseText(text, { symbol })
    .map((run) => `${run.text}${run.italic ? '/i' : ''}${run.shift ? `/${run.shift}` : ''}`)
    .join(' ');

describe('parseText', () => {
  it.each([
    ['E_test', 'E/i test/sub'],
    ['S_∞', 'S/i ∞/sub'],
    ['w̄_k²', 'w̄/i k/sub ²'],
    ['λ_max', 'λ/i max/sub'],
    ['N_{eff}/P', 'N/i eff/sub / P/i'],
    ['10^-3', '10 −3/super'],
    ['‖w‖^2', '‖ w/i ‖ 2/super'],
    ['x_i^2', 'x/i i/sub 2/super'],
    ['δ′_l', 'δ/i ′ l/sub'],
    ['λ_+', 'λ/i +/sub'],
    ['L/L₀', 'L/i / L/i 0/sub'],
    ['k*_GD/k*', 'k/i * GD/sub / k/i *'],
    ['log κ', 'log  κ/i'],
    ['x_', 'x/i _'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));

  it('leaves words and names with underscores alone', () => {
    expect(shown('train_loss of a run', false)).toBe('train_loss of a run');
    expect(shown('λ = 0.01', false)).toBe('λ = 0.01');
    expect(shown('at E_test = 1', false)).toBe('at  E/i test/sub  = 1');
  });
});

describe('wrap', () => {
  it('keeps every line within the width and every character but spaces', () => {
    const text = fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 300 }), (some, width) => {
        const runs = parseText(some);
        const lines = wrap(runs, 7, width);
        for (const line of lines) expect(textWidth(line, 7)).toBeLessThanOrEqual(width + 1e-9);
        const letters = (of: { text: string }[]) =>
          of
            .map((run) => run.text)
            .join('')
            .replace(/ /g, '');
        expect(letters(lines.flat())).toBe(letters(runs));
      }),
      { seed: 3 },
    );
  });

  it('breaks inside a formula only where it is wider than a line', () => {
    const lines = (text: string, width: number) =>
      wrap(parseText(text), 7, width).map((line) => line.map((run) => run.text).join(''));
    expect(lines('the share φ/(φ + ψ)', 60)).toEqual(['the share', 'φ/(φ + ψ)']);
    expect(lines('divergence KL(x ‖ target)', 85)).toEqual(['divergence', 'KL(x ‖ target)']);
    expect(lines('deviation 3 % at t = 83.8', 68)).toEqual(['deviation 3 % at', 't = 83.8']);
    expect(lines('φ/(φ + ψ)', 30)).toHaveLength(2);
  });
});
