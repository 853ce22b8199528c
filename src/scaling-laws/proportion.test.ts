import { describe, expect, it } from 'vitest';
import { tokensApart } from './proportion.ts';

describe('how far tokens are apart at one size', () => {
  const sizes = Array.from({ length: 40 }, (_, i) => 1e7 * 1.2 ** i);

  it('is nothing where they rise with the size, by whatever power', () => {
    expect(
      tokensApart(
        sizes,
        sizes.map((N) => 20 * N),
      ),
    ).toBeCloseTo(1, 10);
    expect(
      tokensApart(
        sizes,
        sizes.map((N) => N ** 1.3),
      ),
    ).toBeCloseTo(1, 10);
  });

  it('is about the factor over which they are spread', () => {
    const spread = sizes.map((N, i) => 20 * N * 8 ** (((i * 7) % 40) / 39));
    expect(tokensApart(sizes, spread)).toBeGreaterThan(6.5);
    expect(tokensApart(sizes, spread)).toBeLessThan(9.5);
  });
});
