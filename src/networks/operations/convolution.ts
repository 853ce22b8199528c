import type { Engine } from '../../numeric/engine.ts';
import { BadShape } from '../../numeric/errors.ts';
import { Matrix } from '../../numeric/heap.ts';
import { routine } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Constant, isVariable, type Scaled, type Variable, variable } from '../variable.ts';
import { checkImages, type ImageShape } from './image.ts';

/** Patches are laid out for so many bytes of images at a time: they stay in a core's own cache. */
const PATCH_BYTES = 2 ** 18;

type Pass = Pick<Operation, 'value' | 'jvp' | 'vjp' | 'vjpTangent'>;

/**
 * Y = multiplier · patches(X) Wᵀ: each pixel of the output is W times the kernel × kernel pixels
 * around it, with zeros beyond the edge, so that height and width stay. Rows of X and Y are images;
 * W is out × (kernel² · channels), with the pixels of the kernel row by row and their channels side
 * by side. The kernel is odd. Throws `BadShape`.
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
  checkImages(input.value, shape);
  if (!(kernel % 2 === 1 && patch === kernel * kernel * channels))
    throw new BadShape(`weights of ${patch} columns are no odd kernel of ${kernel}×${kernel}×${channels}`);
  const output = variable(heap, samples, pixels * out, dtype);
  const together = Math.min(samples, Math.max(1, Math.floor(PATCH_BYTES / (pixels * patch * bytes))));
  const space = heap.matrix(together * pixels, patch, dtype);
  const unfold = routine(heap, 'unfold', dtype);
  const fold = routine(heap, 'fold', dtype);

  const passes: Pass[] = [];
  for (let first = 0; first < samples; first += together) passes.push(pass(first, Math.min(together, samples - first)));
  return {
    output,
    value: () => passes.forEach((part) => void part.value()),
    jvp: () => passes.forEach((part) => void part.jvp()),
    vjp: () => passes.forEach((part) => void part.vjp()),
    vjpTangent: () => passes.forEach((part) => void part.vjpTangent()),
    sampleGradients() {
      const adjoints = heap.matrix(samples, out * patch, dtype);
      const patches = space.head(pixels);
      for (let i = 0; i < samples; i++) {
        const gradient = new Matrix(heap, adjoints.address + i * out * patch * bytes, out, patch, dtype);
        unfold(1, height, width, channels, kernel, addressOf(input.value, i), patches.address);
        engine.prepareGemm({ a: pixelsOf(output.adjoint, i, 1), transposeA: true, b: patches, c: gradient })();
      }
      return [{ parameter: weight, factor: alpha, adjoints }];
    },
  };

  /** The same for `count` images, as of a linear layer whose samples are the patches. */
  function pass(first: number, count: number): Pass {
    const patches = space.head(count * pixels);
    const lay = (x: Matrix) => unfold(count, height, width, channels, kernel, addressOf(x, first), patches.address);
    const gather = (x: Matrix) => fold(count, height, width, channels, kernel, patches.address, addressOf(x, first));
    const forwards = (w: Matrix, y: Matrix, beta = 0) =>
      engine.prepareGemm({ a: patches, b: w, transposeB: true, c: pixelsOf(y, first, count), alpha, beta });
    const backwards = (y: Matrix, w: Matrix, beta = 0) =>
      engine.prepareGemm({ a: pixelsOf(y, first, count), b: w, c: patches, alpha, beta });
    const outer = (y: Matrix, w: Matrix) =>
      engine.prepareGemm({ a: pixelsOf(y, first, count), transposeA: true, b: patches, c: w, alpha, beta: 1 });

    const value = forwards(weight.value, output.value);
    const alongWeight = forwards(weight.tangent, output.tangent);
    const weightAdjoint = outer(output.adjoint, weight.adjoint);
    const weightAdjointTangent = outer(output.adjointTangent, weight.adjointTangent);
    const layInput = () => lay(input.value);
    if (!isVariable(input)) {
      const after = (product: () => void) => () => {
        layInput();
        product();
      };
      return {
        value: after(value),
        jvp: after(alongWeight),
        vjp: after(weightAdjoint),
        vjpTangent: after(weightAdjointTangent),
      };
    }

    const alongInput = forwards(weight.value, output.tangent, 1);
    const patchAdjoint = backwards(output.adjoint, weight.value);
    const patchAdjointTangent = backwards(output.adjointTangent, weight.value);
    const patchAlongWeight = backwards(output.adjoint, weight.tangent, 1);
    const weightAlongInput = outer(output.adjoint, weight.adjointTangent);
    return {
      value() {
        layInput();
        value();
      },
      jvp() {
        layInput();
        alongWeight();
        lay(input.tangent);
        alongInput();
      },
      vjp() {
        layInput();
        weightAdjoint();
        patchAdjoint();
        gather(input.adjoint);
      },
      vjpTangent() {
        layInput();
        weightAdjointTangent();
        lay(input.tangent);
        weightAlongInput();
        patchAdjointTangent();
        patchAlongWeight();
        gather(input.adjointTangent);
      },
    };
  }

  function addressOf(images: Matrix, first: number): number {
    return images.address + first * images.columns * bytes;
  }

  /** `count` images of the output as rows of pixels. */
  function pixelsOf(images: Matrix, first: number, count: number): Matrix {
    return new Matrix(heap, addressOf(images, first), count * pixels, out, dtype);
  }
}
