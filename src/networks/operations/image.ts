import { BadShape } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';

/**
 * What a row of a matrix holds: height × width pixels, row by row from the top left, with the
 * channels of each side by side.
 */
export interface ImageShape {
  height: number;
  width: number;
  channels: number;
}

export function imageSize({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

/** Throws `BadShape` unless the rows can hold such images. */
export function checkImages({ columns }: Matrix, shape: ImageShape): void {
  if (columns !== imageSize(shape))
    throw new BadShape(
      `rows of ${columns} numbers are not images of ${shape.height}×${shape.width} pixels in ${shape.channels} channels`,
    );
}
