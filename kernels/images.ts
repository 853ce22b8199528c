// Images for convolutions and pooling: height × width pixels with their channels side by side, one
// image after the other. The patch of a pixel is the kernel × kernel pixels around it, row by row,
// with zeros beyond the edge of the image; `kernel` is odd.

/** patches := the patch of every pixel, in the order of the pixels. */
export function unfold<T extends number>(
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  kernel: i32,
  x: usize,
  patches: usize,
): void {
  const pixel = <usize>channels * sizeof<T>();
  const row = <usize>width * pixel;
  const whole = <usize>kernel * pixel;
  const reach = kernel / 2;
  for (let image = 0; image < images; image++, x += <usize>height * row)
    for (let i = 0; i < height; i++)
      for (let j = 0; j < width; j++) {
        // A row of the patch and one of the image have this run in common.
        const before = <usize>max(reach - j, 0) * pixel;
        const run = whole - before - <usize>max(j + reach + 1 - width, 0) * pixel;
        const at = x + <usize>max(j - reach, 0) * pixel;
        for (let a = i - reach; a <= i + reach; a++, patches += whole) {
          const there = a >= 0 && a < height;
          if (!there || run < whole) memory.fill(patches, 0, whole);
          if (there) copyRun<T>(run, at + <usize>a * row, patches + before);
        }
      }
}

// @inline
function copyRun<T extends number>(bytes: usize, source: usize, target: usize): void {
  const end = source + bytes;
  for (; source + 16 <= end; source += 16, target += 16) v128.store(target, v128.load(source));
  for (; source < end; source += sizeof<T>(), target += sizeof<T>()) store<T>(target, load<T>(source));
}

/**
 * For out × taps × channels weights w: turned[c][taps − 1 − t][o] += factor w[o][t][c], by which a
 * convolution goes backwards.
 */
export function addTurned<T extends number>(
  out: i32,
  taps: i32,
  channels: i32,
  factor: T,
  w: usize,
  turned: usize,
): void {
  for (let o = 0; o < out; o++)
    for (let t = 0; t < taps; t++)
      for (let c = 0; c < channels; c++, w += sizeof<T>()) {
        const at = turned + <usize>((c * taps + taps - 1 - t) * out + o) * sizeof<T>();
        store<T>(at, load<T>(at) + factor * load<T>(w));
      }
}

/** y := the means over windows of side × side pixels, which divide the image. */
export function poolMeans<T extends number>(
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  side: i32,
  x: usize,
  y: usize,
): void {
  const pixel = <usize>channels * sizeof<T>();
  const row = <usize>width * pixel;
  const share = <T>(<f64>1 / <f64>(side * side));
  const down = <usize>side * row;
  const windows = images * (height / side);
  for (let window = 0; window < windows; window++, x += down)
    for (let j = 0; j < width; j += side, y += pixel) {
      const corner = x + <usize>j * pixel;
      for (let at: usize = 0; at < pixel; at += sizeof<T>()) {
        let sum: T = 0;
        for (let a = corner + at; a < corner + down; a += row)
          for (let b: usize = 0; b < <usize>side * pixel; b += pixel) sum = <T>(sum + load<T>(a + b));
        store<T>(y + at, sum * share);
      }
    }
}

/** The transpose of `poolMeans`: x := of every window its share of y. */
export function spreadMeans<T extends number>(
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  side: i32,
  y: usize,
  x: usize,
): void {
  const pixel = <usize>channels * sizeof<T>();
  const share = <T>(<f64>1 / <f64>(side * side));
  const rows = images * height;
  const pooled = <usize>(width / side) * pixel;
  for (let i = 0; i < rows; i++) {
    const line = y + <usize>(i / side) * pooled;
    for (let j = 0; j < width; j++, x += pixel) {
      const from = line + <usize>(j / side) * pixel;
      for (let at: usize = 0; at < pixel; at += sizeof<T>()) store<T>(x + at, share * load<T>(from + at));
    }
  }
}

/**
 * chosen := where in x (counted in numbers) the largest of each channel of each window lies, the
 * first one where several are as large; a NaN is larger than all.
 */
export function largestOfWindows<T extends number>(
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  side: i32,
  x: usize,
  chosen: usize,
): void {
  const windows = images * (height / side);
  for (let window = 0; window < windows; window++)
    for (let j = 0; j < width; j += side)
      for (let c = 0; c < channels; c++, chosen += 4) {
        const corner = (window * side * width + j) * channels + c;
        let best = corner;
        let most = load<T>(x + <usize>best * sizeof<T>());
        for (let a = 0; a < side; a++)
          for (let b = 0; b < side; b++) {
            const place = corner + (a * width + b) * channels;
            const there = load<T>(x + <usize>place * sizeof<T>());
            if (there > most || there !== there) {
              best = place;
              most = there;
            }
          }
        store<i32>(chosen, best);
      }
}

/** out[i] := x[places[i]] */
export function gather<T extends number>(count: i32, places: usize, x: usize, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<T>(out + i * sizeof<T>(), load<T>(x + <usize>load<i32>(places + (i << 2)) * sizeof<T>()));
}

/** The transpose of `gather` for places that differ, into the `size` numbers of out. */
export function scatter<T extends number>(count: i32, places: usize, x: usize, size: i32, out: usize): void {
  memory.fill(out, 0, <usize>size * sizeof<T>());
  for (let i: usize = 0; i < <usize>count; i++)
    store<T>(out + <usize>load<i32>(places + (i << 2)) * sizeof<T>(), load<T>(x + i * sizeof<T>()));
}
