import { describe, expect, it } from 'vitest';
import { remember } from './remember.ts';

describe('remember', () => {
  it('makes a thing once for each key', () => {
    let made = 0;
    const squares = remember(
      (x: number) => ({ square: x * x, made: ++made }),
      (x) => String(x),
    );
    expect(squares(3)).toBe(squares(3));
    expect(squares(4).square).toBe(16);
    expect(made).toBe(2);
  });

  it('lets go of the one that was asked for longest ago', () => {
    let made = 0;
    const keep = remember(
      (x: number) => x + 0 * ++made,
      (x) => String(x),
      2,
    );
    for (const x of [1, 2, 1, 3]) keep(x);
    expect(made).toBe(3);
    keep(1);
    expect(made).toBe(3);
    keep(2);
    expect(made).toBe(4);
  });

  it('remembers undefined, and no failure', () => {
    let calls = 0;
    const odd = remember(
      (x: number) => {
        calls++;
        if (x < 0) throw new RangeError('negative');
        return undefined;
      },
      (x) => String(x),
    );
    odd(1);
    odd(1);
    expect(calls).toBe(1);
    expect(() => odd(-1)).toThrow('negative');
    expect(() => odd(-1)).toThrow('negative');
    expect(calls).toBe(3);
  });
});
