import { OrreryError } from '../numeric/errors.ts';

/**
 * A fit that cannot be computed, since the matrix to be inverted is singular in double precision.
 * `matrix` names it: "this training set's Gram matrix"; `advice` follows "use".
 */
export class IllConditioned extends OrreryError {
  constructor(ridge: number, matrix: string, advice = 'a larger ridge') {
    super(
      ridge < 0
        ? `the smallest eigenvalue of ${matrix} is below ${-ridge}: the ridge ${ridge} is too negative for it`
        : `${matrix} is singular in double precision at ridge ${ridge}: use ${advice}`,
    );
  }
}

/** Past this condition number no digit of a fit is left in double precision. */
export const WORST_CONDITION = 1e13;
