import { teacherPower } from '../problem.ts';

/** A student of `width` hidden units, and its task. */
export interface LazySetting {
  alpha: number;
  samples: number;
  width: number;
  dimension: number;
  teacherUnits: number;
}

/**
 * The order of magnitude of |w − w₀|/|w₀| in the linearised student: |w − w₀|² = yᵀΘ⁻¹y/α² for
 * interpolation of n labels, Θ has (1 + d)/2 on its diagonal, and |w₀|² = 2m. The α at which this
 * is 1 is where laziness has ended for certain. Good to a factor of about two.
 */
export function lazyMovement({ alpha, samples, width, dimension, teacherUnits }: LazySetting): number {
  return Math.sqrt((teacherPower(teacherUnits) * samples) / (2 * width * (1 + dimension))) / alpha;
}
