import { squared } from '../../numeric/special.ts';

/**
 * Dᵢ = |wᵢ|² / Σⱼ(ŵᵢ·wⱼ)², the share of a dimension that each feature has (Elhage et al. 2022), of
 * the columns of `W` (m rows of n numbers). 0 of a feature without weights.
 */
export function dimensionalities(W: readonly ArrayLike<number>[]): number[] {
  const columns = Array.from(W[0], (_, i) => W.map((row) => row[i]));
  const overlap = (x: number[], y: number[]) => x.reduce((sum, one, k) => sum + one * y[k], 0);
  return columns.map((own) => {
    const square = overlap(own, own);
    return square === 0 ? 0 : squared(square) / columns.reduce((sum, other) => sum + squared(overlap(own, other)), 0);
  });
}
