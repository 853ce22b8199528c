import type { Control } from './work/protocol.ts';

type Slider = Pick<Extract<Control, { kind: 'number' }>, 'integer' | 'low' | 'high' | 'scale'>;

/**
 * Where a value sits on its slider, from 0 to 1; values beyond the slider's range sit at its ends.
 */
export function place({ low, high, scale }: Slider, value: number): number {
  const share = scale === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

/** The value at a place of the slider, with no more digits than the hand can mean. */
export function textAt({ low, high, scale, integer }: Slider, share: number): string {
  const value = scale === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  const rounded = Number(value.toPrecision(3));
  return String(integer ? Math.round(rounded) : rounded);
}
