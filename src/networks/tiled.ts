import { OutOfRange } from '../numeric/errors.ts';
import { Matrix } from '../numeric/heap.ts';
import { power } from '../numeric/special.ts';
import { checkLayerOptions, type LayerOptions, layerBlocks } from './layers.ts';
import { assembly, layOut, type Model } from './model.ts';
import { activation } from './operations/activation.ts';
import { bias } from './operations/bias.ts';
import { linear } from './operations/linear.ts';
import { type Constant, isVariable, part, type Variable } from './variable.ts';

export interface TiledOptions extends LayerOptions {
  /** A row of the inputs holds so many places, one after the other … */
  places: number;
  /** … of so many numbers each. */
  channels: number;
  /** Neighbouring places that a filter covers, and that it moves on by. */
  tile: number;
  /** Channels after each layer, at least one number. */
  widths: readonly number[];
  outputs: number;
}

/**
 * A convolutional network in one dimension whose filters tile the input: filter = stride = `tile`,
 * so that `tile` places become one in every layer, by weights that all places share. Biases by
 * channel and the activation follow; what is left in the end goes into a linear read-out. Throws
 * `OutOfRange`.
 */
export function tiled(options: TiledOptions): Model {
  const { places, channels, tile, widths, outputs, biases = true } = options;
  checkLayerOptions(options);
  for (const [name, value] of Object.entries({ places, channels, tile, outputs }))
    if (!(Number.isInteger(value) && value >= 1)) throw new OutOfRange(name, value, 'a whole number from 1');
  if (!(widths?.length >= 1 && widths.every((width) => Number.isInteger(width) && width >= 1)))
    throw new OutOfRange('widths', `[${widths}]`, 'a list of at least one whole number from 1');
  if (places % power(tile, widths.length) !== 0)
    throw new OutOfRange('places', places, `a multiple of ${tile}^${widths.length}, a tile for each layer`);
  const left = places / power(tile, widths.length);
  const sizes = [channels, ...widths];
  const layers = [
    ...widths.map((fanOut, i) => {
      const role = i === 0 ? ('input' as const) : ('hidden' as const);
      return { fanIn: tile * sizes[i], fanOut, role, last: false };
    }),
    { fanIn: left * sizes[widths.length], fanOut: outputs, role: 'output' as const, last: true },
  ];
  const { blocks, size } = layOut(layers.flatMap((layer, i) => layerBlocks(options, { ...layer, number: i + 1 })));
  return {
    blocks,
    size,
    inputs: places * channels,
    outputs,
    rowsPerSample: 1,
    build(engine, parameters, inputs) {
      const { take, add, operations, features, preActivations } = assembly(parameters);
      let x: Constant | Variable = inputs;
      layers.forEach(({ fanIn, role, last }, i) => {
        const product = add(linear(engine, inRowsOf(x, fanIn), take()));
        const sums = biases ? add(bias(product, take())) : product;
        preActivations.push({ layer: `${i + 1}`, role, output: sums });
        x = last || options.activation === 'linear' ? sums : add(activation(sums, options.activation));
        if (!last) features.push(inRows(x as Variable, inputs.value.rows));
      });
      return { operations, outputs: x as unknown as Variable, preActivations, features, rowsAreSamples: false };
    },
  };
}

/** The same numbers in rows of `columns`. */
function inRowsOf(x: Constant | Variable, columns: number): Constant | Variable {
  const { heap, address, dtype, rows, columns: before } = x.value;
  const count = (rows * before) / columns;
  return isVariable(x) ? part(x, 0, count, columns) : { value: new Matrix(heap, address, count, columns, dtype) };
}

/** The same numbers in so many rows. */
function inRows(x: Variable, rows: number): Variable {
  return part(x, 0, rows, (x.value.rows * x.value.columns) / rows);
}
