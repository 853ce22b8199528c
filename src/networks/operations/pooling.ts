import { BadShape } from '../../numeric/errors.ts';
import { routine, sizeOf } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';
import { checkImages, type ImageShape } from './image.ts';

export type Pooling = 'average' | 'max';

/**
 * Each channel of the output is the mean or the maximum over windows of side × side pixels, which
 * divide height and width. A maximum takes the first of the largest numbers (row by row) with slope
 * 1 and the others with slope 0, also where several are as large; its second derivative is 0
 * everywhere. Throws `BadShape`.
 */
export function pooling(input: Variable, kind: Pooling, shape: ImageShape & { side: number }): Operation {
  const { height, width, channels, side } = shape;
  const { heap, rows, columns, dtype } = input.value;
  checkImages(input.value, shape);
  if (height % side !== 0 || width % side !== 0)
    throw new BadShape(`windows of ${side}×${side} do not divide images of ${height}×${width} pixels`);
  const output = variable(heap, rows, columns / (side * side), dtype);
  const sizes = [rows, height, width, channels, side] as const;
  const [means, spread] = [routine(heap, 'poolMeans', dtype), routine(heap, 'spreadMeans', dtype)];
  if (kind === 'average') {
    return {
      output,
      value: () => means(...sizes, input.value.address, output.value.address),
      jvp: () => means(...sizes, input.tangent.address, output.tangent.address),
      vjp: () => spread(...sizes, output.adjoint.address, input.adjoint.address),
      vjpTangent: () => spread(...sizes, output.adjointTangent.address, input.adjointTangent.address),
    };
  }
  const [size, pooled] = [sizeOf(input.value), sizeOf(output.value)];
  const places = heap.allocate(4 * pooled);
  const choose = routine(heap, 'largestOfWindows', dtype);
  const [gather, scatter] = [routine(heap, 'gather', dtype), routine(heap, 'scatter', dtype)];
  return {
    output,
    value() {
      choose(...sizes, input.value.address, places);
      gather(pooled, places, input.value.address, output.value.address);
    },
    jvp: () => gather(pooled, places, input.tangent.address, output.tangent.address),
    vjp: () => scatter(pooled, places, output.adjoint.address, size, input.adjoint.address),
    vjpTangent: () => scatter(pooled, places, output.adjointTangent.address, size, input.adjointTangent.address),
  };
}
