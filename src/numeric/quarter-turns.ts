/** π/2 in units of 2⁻¹⁴⁰. */
const QUARTER = 2189370540165051899616625404235511364199712n;

/**
 * The angle x as quarter turns and a rest in ±π/4: `turns`, from 0 to 3, is their number but for
 * whole turns. In whole numbers, so that the rest is the float64 nearest to it; for
 * 2²⁰ ≤ |x| < 2²².
 */
export function quarterTurns(x: number): { turns: number; rest: number } {
  const angle = BigInt(x * 2 ** 32) << 108n;
  // Rounded down first, which division of bigints does only above 0.
  const down = angle / QUARTER - (angle < 0n ? 1n : 0n);
  const left = angle - down * QUARTER;
  const count = 2n * left > QUARTER ? down + 1n : down;
  return { turns: Number(count & 3n), rest: Number(angle - count * QUARTER) * 2 ** -140 };
}
