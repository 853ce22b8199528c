import type { Matrix } from '../../../numeric/heap.ts';

/** A denoiser that has learned. */
export interface Denoiser {
  /**
   * Writes its guess of the clean components of each row of `state` (samples × components), which
   * was noised up to `time`, into `denoised`.
   */
  denoise(state: Matrix, time: number, denoised: Matrix): void;
}
