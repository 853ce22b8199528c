import { describe, expect, it } from 'vitest';
import { whyIndistinct } from './summary.ts';

describe('what the experiment cannot tell from zero', () => {
  it('is at most a tenth of a number, or of the largest of a curve', () => {
    expect(whyIndistinct([0.2], 0.02)).toBeUndefined();
    expect(whyIndistinct([0.2], 0.021)).toMatch(/more than a tenth of it$/);
    expect(whyIndistinct([1e-9, -0.3], 0.02)).toBeUndefined();
  });

  it('is at most a tenth of all that there could be, where theory says zero', () => {
    expect(whyIndistinct([0], 0.14, 1)).toMatch(/more than a tenth of the most that it can be, 1$/);
    expect(whyIndistinct([0], 0.09, 1)).toBeUndefined();
    // Round-off has no such measure.
    expect(whyIndistinct([0], 1e-12)).toBeUndefined();
  });
});
