import { expect, it } from 'vitest';
import { forecast } from './duration.ts';

it('forecasts a range, one number where its ends are alike, and what is beyond the budget', () => {
  expect(forecast(12, 60, 60)).toBe('12 s to 60 s');
  expect(forecast(59.8, 60, 60)).toBe('about 60 s');
  expect(forecast(1560, 1560, 60)).toMatch(/^about 26 min, beyond the budget of 60 s/);
});
