import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Exhibit } from '../../contract.ts';
import type { LearnedProblem } from '../problem.ts';

const ACROSS = 10;
const MOST_ROWS = 6;

/**
 * Rows of images side by side, a pixel between them: `layers[0]` holds ten samples to a row of the
 * picture, and below each stands what the other layers have beside it. All are components, and are
 * drawn within the range of the images' own pixels.
 */
export function picture(
  title: string,
  { images, basis }: LearnedProblem,
  layers: readonly Matrix[],
  engine: Engine,
): Exhibit {
  const { height, across, mean, range } = images;
  const { heap } = engine;
  const bands = Math.max(1, Math.floor(Math.min(MOST_ROWS / layers.length, layers[0].rows / ACROSS)));
  const [rows, columns] = [bands * layers.length * (height + 1) - 1, ACROSS * (across + 1) - 1];
  const values = new Float64Array(rows * columns).fill(range[0]);
  heap.scope(() => {
    const vectors = heap.matrixFrom(basis.size, basis.size, basis.vectors);
    for (const [layer, components] of layers.entries()) {
      const pixels = heap.matrix(components.rows, basis.size);
      engine.gemm({ a: components, b: vectors, c: pixels });
      for (let band = 0; band < bands; band++)
        for (let place = 0; place < ACROSS; place++) {
          const sample = band * ACROSS + place;
          if (sample >= components.rows) continue;
          const [top, left] = [(band * layers.length + layer) * (height + 1), place * (across + 1)];
          for (let y = 0; y < height; y++)
            for (let x = 0; x < across; x++) {
              const pixel = y * across + x;
              const value = pixels.values[sample * basis.size + pixel] + mean[pixel];
              values[(top + y) * columns + left + x] = Math.min(range[1], Math.max(range[0], value));
            }
        }
    }
  });
  return { title, rows, columns, values };
}
