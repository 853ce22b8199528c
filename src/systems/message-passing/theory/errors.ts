import { arccos, arcsin } from '../../../numeric/arc.ts';
import { squared } from '../../../numeric/special.ts';
import type { Channel } from './channels.ts';

/**
 * The error on fresh rows of a student of overlap m and squared length q, of a teacher of power 1:
 * the share of signs that are wrong (noise in the label counted), the mean square of u − f, or of
 * |u| − |f|.
 */
export function testError({ channel, noise }: Channel, { m, q }: { m: number; q: number }): number {
  if (channel === 'linear') return 1 - 2 * m + q;
  if (channel === 'sign') return q === 0 ? 0.5 : arccos(m / Math.sqrt(q * (1 + noise))) / Math.PI;
  const R = q === 0 ? 0 : Math.min(1, m / Math.sqrt(q));
  const product = (2 / Math.PI) * Math.sqrt(q) * (Math.sqrt(1 - squared(R)) + R * arcsin(R));
  return 1 + q - 2 * product;
}
