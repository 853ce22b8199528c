// Matrix times vector, and the vector operations that the factorisations are made of.

/**
 * y += alpha A x for an m×k A with free strides; x and y have strides. Small cousin of `gemm`,
 * where packing would not pay.
 */
export function gemv<T extends number>(
  m: i32,
  k: i32,
  alpha: T,
  a: usize,
  rsa: i32,
  csa: i32,
  x: usize,
  incx: i32,
  y: usize,
  incy: i32,
  scratch: usize,
): void {
  const size = sizeof<T>();
  if (incx !== 1) {
    for (let l = 0; l < k; l++) store<T>(scratch + <usize>l * size, load<T>(x + <usize>(l * incx) * size));
    x = scratch;
  }
  if (csa === 1) {
    for (let i = 0; i < m; i++) {
      const at = y + <usize>(i * incy) * size;
      store<T>(at, load<T>(at) + alpha * dot<T>(k, a + <usize>(i * rsa) * size, x));
    }
  } else if (rsa === 1) {
    const sums = incy === 1 ? y : scratch + <usize>k * size;
    if (incy !== 1) memory.fill(sums, 0, <usize>m * size);
    for (let l = 0; l < k; l++) axpy<T>(m, alpha * load<T>(x + <usize>l * size), a + <usize>(l * csa) * size, sums);
    if (incy !== 1) {
      for (let i = 0; i < m; i++) {
        const at = y + <usize>(i * incy) * size;
        store<T>(at, load<T>(at) + load<T>(sums + <usize>i * size));
      }
    }
  } else {
    for (let i = 0; i < m; i++) {
      let sum: T = 0;
      for (let l = 0; l < k; l++)
        sum = <T>(sum + load<T>(a + <usize>(i * rsa + l * csa) * size) * load<T>(x + <usize>l * size));
      const at = y + <usize>(i * incy) * size;
      store<T>(at, load<T>(at) + alpha * sum);
    }
  }
}

/** xᵀ y. Four sums hide the latency of the addition. */
export function dot<T extends number>(n: i32, x: usize, y: usize): T {
  const size = sizeof<T>();
  let s0 = v128.splat<T>(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  const end = x + <usize>n * size;
  while (x + 64 <= end) {
    s0 = v128.add<T>(s0, v128.mul<T>(v128.load(x), v128.load(y)));
    s1 = v128.add<T>(s1, v128.mul<T>(v128.load(x, 16), v128.load(y, 16)));
    s2 = v128.add<T>(s2, v128.mul<T>(v128.load(x, 32), v128.load(y, 32)));
    s3 = v128.add<T>(s3, v128.mul<T>(v128.load(x, 48), v128.load(y, 48)));
    x += 64;
    y += 64;
  }
  let rest: T = 0;
  for (; x < end; x += size, y += size) rest = <T>(rest + load<T>(x) * load<T>(y));
  return <T>(rest + total<T>(v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3))));
}

/** y += factor x. */
export function axpy<T extends number>(n: i32, factor: T, x: usize, y: usize): void {
  const size = sizeof<T>();
  const f = v128.splat<T>(factor);
  const end = x + <usize>n * size;
  while (x + 32 <= end) {
    v128.store(y, v128.add<T>(v128.load(y), v128.mul<T>(f, v128.load(x))));
    v128.store(y, v128.add<T>(v128.load(y, 16), v128.mul<T>(f, v128.load(x, 16))), 16);
    x += 32;
    y += 32;
  }
  for (; x < end; x += size, y += size) store<T>(y, load<T>(y) + factor * load<T>(x));
}

/** The sum of the lanes. */
// @inline
export function total<T extends number>(s: v128): T {
  if (sizeof<T>() === 8) return <T>(v128.extract_lane<T>(s, 0) + v128.extract_lane<T>(s, 1));
  return <T>(
    (v128.extract_lane<T>(s, 0) +
      v128.extract_lane<T>(s, 1) +
      (v128.extract_lane<T>(s, 2) + v128.extract_lane<T>(s, 3)))
  );
}
