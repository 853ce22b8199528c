// Optimiser updates of `count` parameters w from their gradient g, in place. `decay` is what w is
// multiplied by first: 1 − rate · weight decay.

/**
 * m := momentum m + g; w := decay w − rate m, or with `ahead` (Nesterov) w := decay w − rate
 * (g + momentum m).
 */
// @inline
export function momentum<T extends number>(
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  rate: T,
  momentum: T,
  decay: T,
  ahead: i32,
): void {
  const end = w + <usize>count * sizeof<T>();
  const vRate = v128.splat<T>(rate),
    vMomentum = v128.splat<T>(momentum),
    vDecay = v128.splat<T>(decay);
  for (; w + 16 <= end; w += 16, g += 16, m += 16) {
    const gradient = v128.load(g);
    const velocity = v128.add<T>(v128.mul<T>(vMomentum, v128.load(m)), gradient);
    v128.store(m, velocity);
    const move = ahead ? v128.add<T>(gradient, v128.mul<T>(vMomentum, velocity)) : velocity;
    v128.store(w, v128.sub<T>(v128.mul<T>(vDecay, v128.load(w)), v128.mul<T>(vRate, move)));
  }
  for (; w < end; w += sizeof<T>(), g += sizeof<T>(), m += sizeof<T>()) {
    const gradient = load<T>(g);
    const velocity = <T>(momentum * load<T>(m) + gradient);
    store<T>(m, velocity);
    const move = ahead ? <T>(gradient + momentum * velocity) : velocity;
    store<T>(w, <T>(decay * load<T>(w) - rate * move));
  }
}

/**
 * m := beta1 m + (1 − beta1) g, v := beta2 v + (1 − beta2) g²; w := decay w − rate m / (√(v
 * correction) + epsilon). With beta1 = 0 this is RMSProp and m is g.
 */
// @inline
export function adam<T extends number>(
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  correction: f64,
  epsilon: f64,
  decay: f64,
): void {
  // The complements are taken in float64: in float32, 1 − 0.999f is off by 1e-5 of itself.
  const rest1 = <T>(1 - beta1);
  const rest2 = <T>(1 - beta2);
  const end = w + <usize>count * sizeof<T>();
  const vRate = v128.splat<T>(<T>rate),
    vDecay = v128.splat<T>(<T>decay),
    vBeta1 = v128.splat<T>(<T>beta1);
  const vBeta2 = v128.splat<T>(<T>beta2),
    vRest1 = v128.splat<T>(rest1),
    vRest2 = v128.splat<T>(rest2);
  const vCorrection = v128.splat<T>(<T>correction),
    vEpsilon = v128.splat<T>(<T>epsilon);
  for (; w + 16 <= end; w += 16, g += 16, m += 16, v += 16) {
    const gradient = v128.load(g);
    const first = v128.add<T>(v128.mul<T>(vBeta1, v128.load(m)), v128.mul<T>(vRest1, gradient));
    const second = v128.add<T>(v128.mul<T>(vBeta2, v128.load(v)), v128.mul<T>(vRest2, v128.mul<T>(gradient, gradient)));
    v128.store(m, first);
    v128.store(v, second);
    const scale = v128.add<T>(v128.sqrt<T>(v128.mul<T>(vCorrection, second)), vEpsilon);
    const move = v128.div<T>(v128.mul<T>(vRate, first), scale);
    v128.store(w, v128.sub<T>(v128.mul<T>(vDecay, v128.load(w)), move));
  }
  for (; w < end; w += sizeof<T>(), g += sizeof<T>(), m += sizeof<T>(), v += sizeof<T>()) {
    const gradient = load<T>(g);
    const first = <T>(<T>beta1 * load<T>(m) + rest1 * gradient);
    const second = <T>(<T>beta2 * load<T>(v) + rest2 * (gradient * gradient));
    store<T>(m, first);
    store<T>(v, second);
    const scale = <T>(sqrt<T>(<T>(<T>correction * second)) + <T>epsilon);
    store<T>(w, <T>(<T>decay * load<T>(w) - (<T>rate * first) / scale));
  }
}
