/**
 * π/2 in units of 2⁻¹²⁰⁰: the largest angle has 2¹⁰²⁴ of them, and the rest then still 170 bits.
 */
const QUARTER = BigInt(
  '0x1921fb54442d18469898cc51701b839a252049c1114cf98e804177d4c76273644a29410f31c6' +
    '809bbdf2a33679a748636605614dbe4be286e9fc26adadaa3848bc90b6aecc4bcfd8de89885d' +
    '34c6fdad617feb96de80d6fdbdc70d7f6b5133f4b5d3e4822f8963fcc9250cca3d9c8b67b840' +
    '0f97142c77e0b31b4906c38aba734d22c7f51fa499ebf06caba47b9475b2c38c5e6ac410b',
);

/**
 * The angle x as quarter turns and a rest in ±π/4: `turns`, from 0 to 3, is their number but for
 * whole turns. In whole numbers, so that the rest is a float64 beside it at most; for finite x of
 * at least 2²⁰ in size.
 */
export function quarterTurns(x: number): { turns: number; rest: number } {
  // No float64 of that size has bits below 2⁻³².
  const whole = Math.abs(x) < 2 ** 60 ? BigInt(x * 2 ** 32) : BigInt(x) << 32n;
  const angle = whole << 1168n;
  // Rounded down first, which division of bigints does only above 0.
  const down = angle / QUARTER - (angle < 0n ? 1n : 0n);
  const count = 2n * (angle - down * QUARTER) > QUARTER ? down + 1n : down;
  const rest = (angle - count * QUARTER) >> 200n;
  return { turns: Number(count & 3n), rest: Number(rest) * 2 ** -1000 };
}
