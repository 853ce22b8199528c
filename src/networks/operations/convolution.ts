import type { Engine, Product } from '../../numeric/engine.ts';
import { BadShape } from '../../numeric/errors.ts';
import { Matrix } from '../../numeric/heap.ts';
import { clear, routine } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Constant, isVariable, type Scaled, type Variable, variable } from '../variable.ts';
import { checkImages, type ImageShape } from './image.ts';

/** Patches are laid out for so many bytes of images at a time: they stay in a core's own cache. */
const PATCH_BYTES = 2 ** 18;

/**
 * Y = multiplier · patches(X) Wᵀ: each pixel of the output is W times the kernel × kernel pixels
 * around it, with zeros beyond the edge, so that height and width stay. Rows of X and Y are images;
 * W is out × (kernel² · channels), with the pixels of the kernel row by row and their channels side
 * by side. The kernel is odd. Throws `BadShape`.
 *
 * Its adjoint is a convolution of Ȳ with the weights turned: channels and outputs change places,
 * and the kernel stands on its head. From the same patches P of Ȳ comes the weights' adjoint, which
 * is XᵀP turned back.
 */
export function convolution(
  engine: Engine,
  input: Constant | Variable,
  weight: Scaled,
  shape: ImageShape & { kernel: number },
): Operation {
  const { heap } = engine;
  const { height, width, channels, kernel } = shape;
  const { multiplier: alpha = 1 } = weight;
  const { rows: samples, dtype } = input.value;
  const { rows: out, columns: patch } = weight.value;
  const bytes = dtype === 'f64' ? 8 : 4;
  const pixels = height * width;
  const taps = kernel * kernel;
  checkImages(input.value, shape);
  if (!(kernel % 2 === 1 && patch === taps * channels))
    throw new BadShape(`weights of ${patch} columns are no odd kernel of ${kernel}×${kernel}×${channels}`);
  const output = variable(heap, samples, pixels * out, dtype);
  const most = pixels * taps * (isVariable(input) ? Math.max(channels, out) : channels);
  const together = Math.min(samples, Math.max(1, Math.floor(PATCH_BYTES / (most * bytes))));
  const space = heap.matrix(together, most, dtype).address;
  const unfold = routine(heap, 'unfold', dtype);

  /** `count` images from `first` on, as rows of pixels. */
  function pixelsOf(images: Matrix, first: number, count: number): Matrix {
    const address = images.address + first * images.columns * bytes;
    return new Matrix(heap, address, count * pixels, images.columns / pixels, dtype);
  }

  /** Lays out the patches of some images at a time and computes the products with them. */
  function along(source: Matrix, products: (patches: Matrix, of: (images: Matrix) => Matrix) => Product[]): () => void {
    const columns = source.columns / pixels;
    const passes: (() => void)[] = [];
    for (let first = 0; first < samples; first += together) {
      const count = Math.min(together, samples - first);
      const { address } = pixelsOf(source, first, count);
      const patches = new Matrix(heap, space, count * pixels, taps * columns, dtype);
      const calls = products(patches, (images) => pixelsOf(images, first, count)).map((product) =>
        engine.prepareGemm(product),
      );
      passes.push(() => {
        unfold(count, height, width, columns, kernel, address, space);
        for (const call of calls) call();
      });
    }
    return () => {
      for (const pass of passes) pass();
    };
  }

  const forwards = (x: Matrix, w: Matrix, y: Matrix, beta = 0) =>
    along(x, (patches, of) => [{ a: patches, b: w, transposeB: true, c: of(y), alpha, beta }]);
  const value = forwards(input.value, weight.value, output.value);
  const alongWeight = forwards(input.value, weight.tangent, output.tangent);
  const sampleGradients = () => {
    const adjoints = heap.matrix(samples, out * patch, dtype);
    const patches = new Matrix(heap, space, pixels, patch, dtype);
    for (let i = 0; i < samples; i++) {
      const gradient = new Matrix(heap, adjoints.address + i * out * patch * bytes, out, patch, dtype);
      unfold(1, height, width, channels, kernel, pixelsOf(input.value, i, 1).address, space);
      engine.gemm({ a: pixelsOf(output.adjoint, i, 1), transposeA: true, b: patches, c: gradient });
    }
    return [{ parameter: weight, factor: alpha, adjoints }];
  };
  if (!isVariable(input)) {
    const gradient = (y: Matrix, w: Matrix) =>
      along(input.value, (patches, of) => [{ a: of(y), transposeA: true, b: patches, c: w, alpha, beta: 1 }]);
    const vjp = gradient(output.adjoint, weight.adjoint);
    const vjpTangent = gradient(output.adjointTangent, weight.adjointTangent);
    return { output, value, jvp: alongWeight, vjp, vjpTangent, sampleGradients };
  }

  const [turned, turnedTangent, turnedGradient] = [1, 2, 3].map(() => heap.matrix(channels, taps * out, dtype));
  const addTurned = routine(heap, 'addTurned', dtype);
  const turn = (w: Matrix, target: Matrix) => {
    clear(target);
    addTurned(out, taps, channels, 1, w.address, target.address);
  };
  const turnBack = (w: Matrix) => addTurned(channels, taps, out, alpha, turnedGradient.address, w.address);
  const backwards = (y: Matrix, x: Matrix, w: Matrix, xAdjoint: Matrix, beta = 0) =>
    along(y, (patches, of) => [
      { a: of(x), transposeA: true, b: patches, c: turnedGradient, beta: 1 },
      { a: patches, b: w, transposeB: true, c: of(xAdjoint), alpha, beta },
    ]);
  const alongInput = forwards(input.tangent, weight.value, output.tangent, 1);
  const adjoint = backwards(output.adjoint, input.value, turned, input.adjoint);
  const adjointTangent = backwards(output.adjointTangent, input.value, turned, input.adjointTangent);
  const adjointAlong = backwards(output.adjoint, input.tangent, turnedTangent, input.adjointTangent, 1);
  return {
    output,
    value,
    jvp() {
      alongWeight();
      alongInput();
    },
    vjp() {
      turn(weight.value, turned);
      clear(turnedGradient);
      adjoint();
      turnBack(weight.adjoint);
    },
    vjpTangent() {
      turn(weight.tangent, turnedTangent);
      clear(turnedGradient);
      adjointTangent();
      adjointAlong();
      turnBack(weight.adjointTangent);
    },
    sampleGradients,
  };
}
