import { describe, expect, it } from 'vitest';
import { hurwitzZeta } from './zeta.ts';

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('the zeta function', () => {
  it('is Riemann’s at 1, to 1e-14', () => {
    expect(relative(hurwitzZeta(2, 1), Math.PI ** 2 / 6)).toBeLessThan(1e-14);
    expect(relative(hurwitzZeta(4, 1), Math.PI ** 4 / 90)).toBeLessThan(1e-14);
    expect(relative(hurwitzZeta(1.5, 1), 2.612375348685488)).toBeLessThan(1e-14);
    expect(relative(hurwitzZeta(1.1, 1), 10.584448464950801)).toBeLessThan(1e-14);
  });

  it('loses one term with each unit of its start, near and far', () => {
    for (const s of [1.05, 1.5, 3, 12])
      for (const a of [0.5, 1, 7.25, 15.9, 40, 1e6])
        expect(relative(hurwitzZeta(s, a) - hurwitzZeta(s, a + 1), a ** -s)).toBeLessThan(1e-7);
    expect(relative(hurwitzZeta(30, 2), 9.313274324196682e-10)).toBeLessThan(1e-13);
  });

  it('is refused where it diverges', () => {
    expect(() => hurwitzZeta(1, 1)).toThrow('the exponent of a zeta function is 1, but must be above 1');
    expect(() => hurwitzZeta(2, 0)).toThrow('must be positive');
  });
});
