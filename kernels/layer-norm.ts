// Layer normalisation of each row: y = gain x̂ + shift, x̂ = (x − mean) / σ,
// σ² = variance + epsilon. Sums in float64. `normal` keeps x̂, `inverse` 1/σ per row (float64);
// `dnormal` and `dsigma` (float64) their changes along the tangent of x.

// @inline
function get<T extends number>(at: usize): f64 {
  return <f64>load<T>(at);
}
// @inline
function put<T extends number>(at: usize, x: f64): void {
  store<T>(at, <T>x);
}

// @inline
export function layerNorm<T extends number>(
  rows: i32,
  columns: i32,
  x: usize,
  gain: usize,
  shift: usize,
  epsilon: f64,
  y: usize,
  normal: usize,
  inverse: usize,
): void {
  const size = <usize>columns * sizeof<T>();
  const share: f64 = 1 / <f64>columns;
  for (let i = 0; i < rows; i++, x += size, y += size, normal += size, inverse += 8) {
    let mean: f64 = 0,
      variance: f64 = 0;
    for (let at: usize = 0; at < size; at += sizeof<T>()) mean += get<T>(x + at);
    mean *= share;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const d = get<T>(x + at) - mean;
      variance += d * d;
    }
    const scale: f64 = 1 / sqrt<f64>(variance * share + epsilon);
    store<f64>(inverse, scale);
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const n = (get<T>(x + at) - mean) * scale;
      put<T>(normal + at, n);
      put<T>(y + at, get<T>(gain + at) * n + get<T>(shift + at));
    }
  }
}

/** dx̂ = (dx − mean dx − x̂ dσ)/σ, dσ = mean(x̂ dx), dy = gain dx̂ + dgain x̂ + dshift. */
// @inline
export function layerNormTangent<T extends number>(
  rows: i32,
  columns: i32,
  dx: usize,
  gain: usize,
  dgain: usize,
  dshift: usize,
  normal: usize,
  inverse: usize,
  dy: usize,
  dnormal: usize,
  dsigma: usize,
): void {
  const size = <usize>columns * sizeof<T>();
  const share: f64 = 1 / <f64>columns;
  for (let i = 0; i < rows; i++, dx += size, normal += size, dy += size, dnormal += size, inverse += 8, dsigma += 8) {
    let mean: f64 = 0,
      along: f64 = 0;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      mean += get<T>(dx + at);
      along += get<T>(dx + at) * get<T>(normal + at);
    }
    mean *= share;
    along *= share;
    store<f64>(dsigma, along);
    const scale = load<f64>(inverse);
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const n = get<T>(normal + at);
      const dn = (get<T>(dx + at) - mean - n * along) * scale;
      put<T>(dnormal + at, dn);
      put<T>(dy + at, get<T>(gain + at) * dn + get<T>(dgain + at) * n + get<T>(dshift + at));
    }
  }
}

/**
 * With u = gain ȳ: x̄ = (u − mean u − x̂ mean(x̂ u))/σ; gain's adjoint += Σ ȳ x̂, shift's += Σ ȳ.
 */
// @inline
export function layerNormAdjoint<T extends number>(
  rows: i32,
  columns: i32,
  ybar: usize,
  gain: usize,
  normal: usize,
  inverse: usize,
  xbar: usize,
  gainbar: usize,
  shiftbar: usize,
): void {
  const size = <usize>columns * sizeof<T>();
  const share: f64 = 1 / <f64>columns;
  for (let i = 0; i < rows; i++, ybar += size, normal += size, xbar += size, inverse += 8) {
    let mean: f64 = 0,
      along: f64 = 0;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const bar = get<T>(ybar + at),
        n = get<T>(normal + at);
      const u = get<T>(gain + at) * bar;
      mean += u;
      along += u * n;
      put<T>(gainbar + at, get<T>(gainbar + at) + bar * n);
      put<T>(shiftbar + at, get<T>(shiftbar + at) + bar);
    }
    mean *= share;
    along *= share;
    const scale = load<f64>(inverse);
    for (let at: usize = 0; at < size; at += sizeof<T>())
      put<T>(xbar + at, (get<T>(gain + at) * get<T>(ybar + at) - mean - get<T>(normal + at) * along) * scale);
  }
}

/** The derivative of all that along the tangent. */
// @inline
export function layerNormBend<T extends number>(
  rows: i32,
  columns: i32,
  ybar: usize,
  dybar: usize,
  gain: usize,
  dgain: usize,
  normal: usize,
  dnormal: usize,
  inverse: usize,
  dsigma: usize,
  dxbar: usize,
  dgainbar: usize,
  dshiftbar: usize,
): void {
  const size = <usize>columns * sizeof<T>();
  const share: f64 = 1 / <f64>columns;
  for (let i = 0; i < rows; i++) {
    let mean: f64 = 0,
      along: f64 = 0,
      dmean: f64 = 0,
      dalong: f64 = 0;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const bar = get<T>(ybar + at),
        dbar = get<T>(dybar + at),
        n = get<T>(normal + at),
        dn = get<T>(dnormal + at);
      const u = get<T>(gain + at) * bar;
      const du = get<T>(dgain + at) * bar + get<T>(gain + at) * dbar;
      mean += u;
      along += u * n;
      dmean += du;
      dalong += du * n + u * dn;
      put<T>(dgainbar + at, get<T>(dgainbar + at) + dbar * n + bar * dn);
      put<T>(dshiftbar + at, get<T>(dshiftbar + at) + dbar);
    }
    mean *= share;
    along *= share;
    dmean *= share;
    dalong *= share;
    const scale = load<f64>(inverse),
      stretch = load<f64>(dsigma) * scale;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const bar = get<T>(ybar + at),
        n = get<T>(normal + at);
      const u = get<T>(gain + at) * bar;
      const du = get<T>(dgain + at) * bar + get<T>(gain + at) * get<T>(dybar + at);
      const change = du - dmean - get<T>(dnormal + at) * along - n * dalong;
      put<T>(dxbar + at, (change - (u - mean - n * along) * stretch) * scale);
    }
    ybar += size;
    dybar += size;
    normal += size;
    dnormal += size;
    dxbar += size;
    inverse += 8;
    dsigma += 8;
  }
}
