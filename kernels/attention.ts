// Causal self-attention and embeddings of `sequences` sequences of `length` tokens. Rows are
// tokens. The rows of x are queries, keys and values side by side, each `width` wide and cut into
// heads. `a` holds the attention weights, length × length for each sequence and head, with zeros
// above the diagonal. With `linear` not 0 they are the scores themselves. Scalars are float64.
import { expScalar } from './special';
import { axpy, dot } from './vectors';

// @inline
function get<T extends number>(at: usize, i: i32): f64 {
  return <f64>load<T>(at + <usize>i * sizeof<T>());
}
// @inline
function put<T extends number>(at: usize, i: i32, x: f64): void {
  store<T>(at + <usize>i * sizeof<T>(), <T>x);
}
// @inline
function product<T extends number>(n: i32, x: usize, y: usize): f64 {
  return <f64>dot<T>(n, x, y);
}
// @inline
function add<T extends number>(n: i32, factor: f64, x: usize, y: usize): void {
  axpy<T>(n, <T>factor, x, y);
}

// In each loop: `q` is token i's query, `k` and `v` token j's key and value, all of one head and
// sequence, `size` numbers each.

/** s = scale q·k over earlier tokens, a = softmax s or s, y = Σ a v */
export function attention<T extends number>(
  sequences: i32,
  length: i32,
  heads: i32,
  width: i32,
  scale: f64,
  linear: i32,
  x: usize,
  y: usize,
  a: usize,
): void {
  const size = width / heads;
  const rowX = <usize>(3 * width) * sizeof<T>(),
    rowY = <usize>width * sizeof<T>();
  memory.fill(y, 0, <usize>(sequences * length) * rowY);
  memory.fill(a, 0, <usize>(sequences * heads) * <usize>(length * length) * sizeof<T>());
  for (let s = 0; s < sequences; s++, x += <usize>length * rowX, y += <usize>length * rowY) {
    for (let h = 0; h < heads; h++) {
      const q = x + <usize>(h * size) * sizeof<T>(),
        k = q + rowY,
        v = k + rowY;
      const out = y + <usize>(h * size) * sizeof<T>();
      for (let i = 0; i < length; i++, a += <usize>length * sizeof<T>()) {
        let most = -Infinity;
        for (let j = 0; j <= i; j++) {
          const score = scale * product<T>(size, q + <usize>i * rowX, k + <usize>j * rowX);
          put<T>(a, j, score);
          most = max<f64>(most, score);
        }
        let sum: f64 = linear ? 1 : 0;
        for (let j = 0; j <= i && !linear; j++) {
          const e = expScalar(get<T>(a, j) - most);
          put<T>(a, j, e);
          sum += e;
        }
        for (let j = 0; j <= i; j++) {
          const weight = get<T>(a, j) / sum;
          put<T>(a, j, weight);
          add<T>(size, weight, v + <usize>j * rowX, out + <usize>i * rowY);
        }
      }
    }
  }
}

/** ds = scale (dq·k + q·dk), da = a (ds − a·ds) or ds, dy = Σ da v + a dv */
export function attentionTangent<T extends number>(
  sequences: i32,
  length: i32,
  heads: i32,
  width: i32,
  scale: f64,
  linear: i32,
  x: usize,
  dx: usize,
  a: usize,
  dy: usize,
  da: usize,
): void {
  const size = width / heads;
  const rowX = <usize>(3 * width) * sizeof<T>(),
    rowY = <usize>width * sizeof<T>();
  memory.fill(dy, 0, <usize>(sequences * length) * rowY);
  memory.fill(da, 0, <usize>(sequences * heads) * <usize>(length * length) * sizeof<T>());
  for (let s = 0; s < sequences; s++) {
    for (let h = 0; h < heads; h++) {
      const head = <usize>(h * size) * sizeof<T>();
      const q = x + head,
        k = q + rowY,
        v = k + rowY;
      const dq = dx + head,
        dk = dq + rowY,
        dv = dk + rowY;
      const out = dy + head;
      for (let i = 0; i < length; i++, a += <usize>length * sizeof<T>(), da += <usize>length * sizeof<T>()) {
        const atI = <usize>i * rowX;
        let mean: f64 = 0;
        for (let j = 0; j <= i; j++) {
          const atJ = <usize>j * rowX;
          const ds = scale * (product<T>(size, dq + atI, k + atJ) + product<T>(size, q + atI, dk + atJ));
          put<T>(da, j, ds);
          mean += get<T>(a, j) * ds;
        }
        for (let j = 0; j <= i; j++) {
          const atJ = <usize>j * rowX;
          const weight = get<T>(a, j);
          const change = linear ? get<T>(da, j) : weight * (get<T>(da, j) - mean);
          put<T>(da, j, change);
          add<T>(size, change, v + atJ, out + <usize>i * rowY);
          add<T>(size, weight, dv + atJ, out + <usize>i * rowY);
        }
      }
    }
    x += <usize>length * rowX;
    dx += <usize>length * rowX;
    dy += <usize>length * rowY;
  }
}

/**
 * abar = ybar·v, sbar = a (abar − a·abar) or abar; qbar = Σ scale sbar k, kbar = Σ scale sbar q,
 * vbar = Σ a ybar. `row` is scratch of `length`.
 */
export function attentionAdjoint<T extends number>(
  sequences: i32,
  length: i32,
  heads: i32,
  width: i32,
  scale: f64,
  linear: i32,
  x: usize,
  a: usize,
  ybar: usize,
  xbar: usize,
  row: usize,
): void {
  const size = width / heads;
  const rowX = <usize>(3 * width) * sizeof<T>(),
    rowY = <usize>width * sizeof<T>();
  memory.fill(xbar, 0, <usize>(sequences * length) * rowX);
  for (let s = 0; s < sequences; s++) {
    for (let h = 0; h < heads; h++) {
      const head = <usize>(h * size) * sizeof<T>();
      const q = x + head,
        k = q + rowY,
        v = k + rowY;
      const qbar = xbar + head,
        kbar = qbar + rowY,
        vbar = kbar + rowY;
      for (let i = 0; i < length; i++, a += <usize>length * sizeof<T>()) {
        const atI = <usize>i * rowX;
        const bar = ybar + head + <usize>i * rowY;
        let mean: f64 = 0;
        for (let j = 0; j <= i; j++) {
          const abar = product<T>(size, bar, v + <usize>j * rowX);
          put<T>(row, j, abar);
          mean += get<T>(a, j) * abar;
        }
        for (let j = 0; j <= i; j++) {
          const atJ = <usize>j * rowX;
          const weight = get<T>(a, j);
          const sbar = scale * (linear ? get<T>(row, j) : weight * (get<T>(row, j) - mean));
          add<T>(size, weight, bar, vbar + atJ);
          add<T>(size, sbar, k + atJ, qbar + atI);
          add<T>(size, sbar, q + atI, kbar + atJ);
        }
      }
    }
    x += <usize>length * rowX;
    xbar += <usize>length * rowX;
    ybar += <usize>length * rowY;
  }
}

/** The derivative of that along the tangent. `row` is scratch of 2 · `length`. */
export function attentionBend<T extends number>(
  sequences: i32,
  length: i32,
  heads: i32,
  width: i32,
  scale: f64,
  linear: i32,
  x: usize,
  dx: usize,
  a: usize,
  da: usize,
  ybar: usize,
  dybar: usize,
  dxbar: usize,
  row: usize,
): void {
  const size = width / heads;
  const rowX = <usize>(3 * width) * sizeof<T>(),
    rowY = <usize>width * sizeof<T>();
  const other = row + <usize>length * sizeof<T>();
  memory.fill(dxbar, 0, <usize>(sequences * length) * rowX);
  for (let s = 0; s < sequences; s++) {
    for (let h = 0; h < heads; h++) {
      const head = <usize>(h * size) * sizeof<T>();
      const q = x + head,
        k = q + rowY,
        v = k + rowY;
      const dq = dx + head,
        dk = dq + rowY,
        dv = dk + rowY;
      const dqbar = dxbar + head,
        dkbar = dqbar + rowY,
        dvbar = dkbar + rowY;
      for (let i = 0; i < length; i++, a += <usize>length * sizeof<T>(), da += <usize>length * sizeof<T>()) {
        const atI = <usize>i * rowX;
        const bar = ybar + head + <usize>i * rowY,
          dbar = dybar + head + <usize>i * rowY;
        let mean: f64 = 0,
          dmean: f64 = 0;
        for (let j = 0; j <= i; j++) {
          const atJ = <usize>j * rowX;
          const abar = product<T>(size, bar, v + atJ);
          const dabar = product<T>(size, dbar, v + atJ) + product<T>(size, bar, dv + atJ);
          put<T>(row, j, abar);
          put<T>(other, j, dabar);
          mean += get<T>(a, j) * abar;
          dmean += get<T>(da, j) * abar + get<T>(a, j) * dabar;
        }
        for (let j = 0; j <= i; j++) {
          const atJ = <usize>j * rowX;
          const weight = get<T>(a, j),
            dweight = get<T>(da, j);
          const excess = get<T>(row, j) - mean;
          const sbar = scale * (linear ? get<T>(row, j) : weight * excess);
          const dsbar = scale * (linear ? get<T>(other, j) : dweight * excess + weight * (get<T>(other, j) - dmean));
          add<T>(size, dweight, bar, dvbar + atJ);
          add<T>(size, weight, dbar, dvbar + atJ);
          add<T>(size, dsbar, k + atJ, dqbar + atI);
          add<T>(size, sbar, dk + atJ, dqbar + atI);
          add<T>(size, dsbar, q + atI, dkbar + atJ);
          add<T>(size, sbar, dq + atI, dkbar + atJ);
        }
      }
    }
    x += <usize>length * rowX;
    dx += <usize>length * rowX;
    dxbar += <usize>length * rowX;
    ybar += <usize>length * rowY;
    dybar += <usize>length * rowY;
  }
}

/**
 * Row (s, t) of y := tokenScale tokens[id] + positionScale positions[t]. Returns the index of an id
 * that is no row of `tokens`, or −1.
 */
export function embed<T extends number>(
  sequences: i32,
  length: i32,
  width: i32,
  vocabulary: i32,
  ids: usize,
  tokens: usize,
  tokenScale: T,
  positions: usize,
  positionScale: T,
  y: usize,
): i32 {
  const row = <usize>width * sizeof<T>();
  const count = sequences * length;
  memory.fill(y, 0, <usize>count * row);
  for (let i = 0; i < count; i++, y += row) {
    const id = get<T>(ids, i);
    if (!(id >= 0 && id < <f64>vocabulary && floor<f64>(id) === id)) return i;
    axpy<T>(width, tokenScale, tokens + <usize>id * row, y);
    axpy<T>(width, positionScale, positions + <usize>(i % length) * row, y);
  }
  return -1;
}

/**
 * tokens[id] += tokenScale · row (s, t) of ybar, positions[t] += positionScale · that row. The ids
 * have passed `embed`.
 */
export function embedAdjoint<T extends number>(
  sequences: i32,
  length: i32,
  width: i32,
  ids: usize,
  tokens: usize,
  tokenScale: T,
  positions: usize,
  positionScale: T,
  ybar: usize,
): void {
  const row = <usize>width * sizeof<T>();
  const count = sequences * length;
  for (let i = 0; i < count; i++, ybar += row) {
    axpy<T>(width, tokenScale, ybar, tokens + <usize>get<T>(ids, i) * row);
    axpy<T>(width, positionScale, ybar, positions + <usize>(i % length) * row);
  }
}
