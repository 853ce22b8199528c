import { exp, log } from '../../../numeric/special.ts';
import { type BinaryTeacher, chances, panelsOf } from './binary-labels.ts';
import { fixedPoint } from './fixed-point.ts';
import { overGaussian } from './gaussian-line.ts';

/**
 * The least test error that any student can have who knows the channel and that the teacher is
 * drawn alike in all directions: q = ρ²q̂/(1 + ρq̂), q̂ = α E Σ_y (∂Z)²/Z with ω₀ ~ N(0, q) and
 * V₀ = ρ − q. Source: Barbier et al. 2017 (1708.03395).
 */
export function bayesError(teacher: BinaryTeacher, alpha: number): number {
  const rho = teacher.power;
  const chance = { value: 0, slope: 0 };
  const over = (q: number, add: (xi: number, weight: number) => void) => {
    const root = Math.sqrt(q);
    const chanceAt = chances(teacher, rho - q);
    overGaussian(
      (xi, weight) => {
        chanceAt(root * xi, chance);
        add(xi, weight);
      },
      panelsOf(teacher, root, rho - q),
    );
  };
  const next = (q: number) => {
    let hat = 0;
    over(q, (_, weight) => {
      // Where the label 1 is next to impossible both vanish, the square faster.
      if (chance.value > 0) hat += 2 * alpha * weight * chance.slope * (chance.slope / chance.value);
    });
    return (rho * rho * hat) / (1 + rho * hat);
  };
  // In ln(q/(ρ − q)), which has no ends.
  const share = (u: number) => rho / (1 + exp(-u));
  const { x } = fixedPoint(
    ([u]) => {
      const q = next(share(u));
      return Float64Array.of(log(q / (rho - q)));
    },
    [0],
  );
  let error = 0;
  over(share(x[0]), (xi, weight) => {
    if (xi < 0) error += 2 * weight * chance.value;
  });
  return error;
}
