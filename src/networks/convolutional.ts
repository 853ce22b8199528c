import { OutOfRange } from '../numeric/errors.ts';
import { oneOf } from '../numeric/one-of.ts';
import { checkLayerOptions, type LayerOptions, layerBlocks } from './layers.ts';
import { assembly, type Block, layOut, type Model, type PreActivation } from './model.ts';
import type { Operation } from './operation.ts';
import { activation } from './operations/activation.ts';
import { bias } from './operations/bias.ts';
import { convolution } from './operations/convolution.ts';
import { type ImageShape, imageSize } from './operations/image.ts';
import { linear } from './operations/linear.ts';
import { type Pooling, pooling } from './operations/pooling.ts';
import type { Constant, Variable } from './variable.ts';

export interface ConvolutionalOptions extends LayerOptions {
  /** What a row of the inputs holds: its pixels row by row, the channels of each side by side. */
  image: ImageShape;
  /** Channels after each convolution, at least one number. */
  channels: readonly number[];
  /** The side of the kernels, odd: 3 unless given. */
  kernel?: number;
  /**
   * The side of the windows that are pooled after each convolution and its activation, for all of
   * them or a list; they have to divide the image. 1, which pools nothing, unless given.
   */
  pool?: number | readonly number[];
  /** `average` unless given. */
  pooling?: Pooling;
  /** Widths of fully connected layers between the last image and the outputs: none unless given. */
  hidden?: readonly number[];
  outputs: number;
}

/** A convolution's input, or the last image; `side` is what pools the output. */
type Stage = ImageShape & { side: number };

/**
 * A convolutional network: convolutions with zeros beyond the edge (the image keeps its size),
 * biases by channel, activation and pooling, then the last image's numbers into fully connected
 * layers. Throws `OutOfRange`.
 *
 * In the parameterisation's table the fan-in of a convolution is kernel² · channels, and that of
 * the layer after the last image its height · width · channels. Where `baseWidth` is given it is
 * the number of channels of the first convolution at which layers are standard, and every other
 * width's n₀ is in proportion.
 */
export function convolutional(options: ConvolutionalOptions): Model {
  const { kernel = 3, biases = true, outputs, hidden = [] } = options;
  const kind = oneOf('pooling', options.pooling ?? 'average', ['average', 'max'] satisfies Pooling[]);
  checkLayerOptions(options);
  const stages = listStages(options);
  const { blocks, size } = layOut(listBlocks(options, stages));

  return {
    blocks,
    size,
    inputs: imageSize(options.image),
    outputs,
    rowsPerSample: 1,
    build(engine, parameters, inputs) {
      const { take, operations, features, preActivations, ...gathered } = assembly(parameters);
      const note = (role: PreActivation['role'], output: Variable) =>
        void preActivations.push({ layer: `${preActivations.length + 1}`, role, output });
      let x: Constant | Variable = inputs;
      const add = (operation: Operation) => {
        const output = gathered.add(operation);
        x = output;
        return output;
      };
      /** Biases and activation of what is there. */
      const finish = (sums: Variable) => {
        const z = biases ? add(bias(sums, take())) : sums;
        note(preActivations.length === 0 ? 'input' : 'hidden', z);
        return options.activation === 'linear' ? z : add(activation(z, options.activation));
      };
      options.channels.forEach((channels, layer) => {
        const { side, ...shape } = stages[layer];
        const active = finish(add(convolution(engine, x, take(), { ...shape, kernel })));
        features.push(side === 1 ? active : add(pooling(active, kind, { ...shape, channels, side })));
      });
      for (const _ of hidden) features.push(finish(add(linear(engine, x, take()))));
      const last = add(linear(engine, x, take()));
      if (biases) add(bias(last, take()));
      note('output', last);
      return { operations, outputs: last, preActivations, features, rowsAreSamples: true };
    },
  };
}

/** The shapes of the convolutions' inputs, and of the last image. */
function listStages({ image, channels, kernel = 3, pool = 1, hidden = [], outputs }: ConvolutionalOptions): Stage[] {
  const whole = (name: string, value: unknown) => {
    if (!(Number.isInteger(value) && (value as number) >= 1))
      throw new OutOfRange(name, value, 'a whole number from 1');
  };
  for (const name of ['height', 'width', 'channels'] as const) whole(`the image's ${name}`, image?.[name]);
  if (!Array.isArray(channels) || channels.length === 0)
    throw new OutOfRange('channels', `[${channels}]`, 'a list of at least one number');
  for (const number of channels) whole('a number of channels', number);
  for (const width of hidden) whole('a hidden width', width);
  whole('outputs', outputs);
  if (!(Number.isInteger(kernel) && kernel >= 1 && kernel % 2 === 1))
    throw new OutOfRange('kernel', kernel, 'an odd whole number');
  const sides: readonly number[] = typeof pool === 'object' ? pool : channels.map(() => pool);
  if (sides.length !== channels.length)
    throw new OutOfRange('pool', `[${sides}]`, `one number, or one for each of the ${channels.length} convolutions`);
  let shape = image;
  const stages = channels.map((number, i) => {
    const { height, width } = shape;
    const side = sides[i];
    if (!(Number.isInteger(side) && side >= 1 && height % side === 0 && width % side === 0))
      throw new OutOfRange('pool', side, `a whole number that divides the image, here ${height}×${width}`);
    const stage = { ...shape, side };
    shape = { height: height / side, width: width / side, channels: number };
    return stage;
  });
  return [...stages, { ...shape, side: 1 }];
}

/** The blocks, in the order in which `build` takes them. */
function listBlocks(options: ConvolutionalOptions, stages: Stage[]): Omit<Block, 'offset'>[] {
  const { channels, kernel = 3, hidden = [], outputs, baseWidth } = options;
  const sizes = [imageSize(stages[channels.length]), ...hidden, outputs];
  const layers = [
    ...channels.map((fanOut, i) => ({ fanIn: kernel * kernel * stages[i].channels, fanOut })),
    ...sizes.slice(1).map((fanOut, i) => ({ fanIn: sizes[i], fanOut })),
  ];
  return layers.flatMap(({ fanIn, fanOut }, i) => {
    const last = i === layers.length - 1;
    const share = baseWidth === undefined ? undefined : baseWidth / channels[0];
    return layerBlocks(options, {
      number: i + 1,
      role: i === 0 ? 'input' : last ? 'output' : 'hidden',
      fanIn,
      fanOut,
      last,
      bases: share === undefined ? undefined : { fanIn: share * fanIn, fanOut: share * fanOut },
    });
  });
}
