// Inverse trigonometric functions that give the same bits on every machine, unlike Math's:
// additions, products, quotients and roots only. Reductions and the rational function are those of
// Sun's fdlibm 5.3 (e_acos.c, e_asin.c).

/** arcsin(√z)/√z − 1 for z from 0 to 1/4. */
function tail(z: number): number {
  const p =
    z *
    (0.16666666666666666 +
      z *
        (-0.3255658186224009 +
          z *
            (0.20121253213486293 +
              z * (-0.04005553450067941 + z * (0.0007915349942898145 + z * 3.479331075960212e-5)))));
  const q =
    1 + z * (-2.403394911734414 + z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194)));
  return p / q;
}

/** The angle in [0, π] whose cosine is x, within 2 ulp; NaN beyond ±1. */
export function arccos(x: number): number {
  if (x > 0.5) {
    const z = (1 - x) / 2;
    const root = Math.sqrt(z);
    return 2 * (root + root * tail(z));
  }
  if (x < -0.5) {
    const z = (1 + x) / 2;
    const root = Math.sqrt(z);
    return Math.PI - 2 * (root + root * tail(z));
  }
  return Math.PI / 2 - (x + x * tail(x * x));
}

/** The angle in [−π/2, π/2] whose sine is x, within 2 ulp; NaN beyond ±1. */
export function arcsin(x: number): number {
  if (Math.abs(x) <= 0.5) return x + x * tail(x * x);
  const z = (1 - Math.abs(x)) / 2;
  const root = Math.sqrt(z);
  const angle = Math.PI / 2 - 2 * (root + root * tail(z));
  return x < 0 ? -angle : angle;
}
