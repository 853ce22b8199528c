import { coordinateCheck } from '../../networks/coordinate-check.ts';
import { fullyConnected } from '../../networks/fully-connected.ts';
import type { Block, Model } from '../../networks/model.ts';
import { Network } from '../../networks/network.ts';
import { adam, gradientDescent } from '../../networks/optimisers.ts';
import type { Parameterisation } from '../../networks/parameterisation.ts';
import { transformer } from '../../networks/transformer.ts';
import type { Engine } from '../../numeric/engine.ts';
import { createRandom } from '../../numeric/random.ts';

/** What is wrong with the networks of a log: powers of the width on blocks of these names. */
export interface Planted {
  /** Of W itself, on the initial deviation. */
  deviation?: Record<string, number>;
  rate?: Record<string, number>;
  parameterisation?: Parameterisation;
  /** Attention's logits by 1/√(head size). */
  isRootAttention?: boolean;
}

export interface PlantedOptions {
  network?: 'mlp' | 'transformer';
  optimiser?: 'sgd' | 'adam';
  widths?: number[];
  seeds?: number;
  steps?: number;
  activation?: 'relu' | 'tanh';
  rate?: number;
  zeroOutput?: boolean;
}

const INPUTS = 16;
const OUTPUTS = 8;
const ROWS = 16;
const HEADS = 4;
const BLOCKS = 1;

/** A log as networks here write it, in μP but for what is planted. */
export function plantedLog(engine: Engine, planted: Planted, options: PlantedOptions = {}): string {
  const { network: kind = 'mlp', optimiser = 'adam', widths = [64, 128, 256, 512], seeds = 3, steps = 2 } = options;
  const rate = options.rate ?? { sgd: 0.02, adam: 0.001 }[optimiser];
  const rows = widths.flatMap((width) =>
    Array.from({ length: seeds }, (_, seed) =>
      engine.heap.scope(() => {
        const model = spoilt(modelOf(kind, width, widths[0], planted, options), planted, width / widths[0]);
        const network = new Network(engine, model);
        const random = createRandom('planted').stream(seed);
        network.initialise(random.stream('weights', width));
        const isTokens = kind === 'transformer';
        const inputs = engine.heap.matrix(isTokens ? 4 : ROWS, model.inputs);
        const targets = engine.heap.matrix(isTokens ? 4 * model.inputs : ROWS, OUTPUTS);
        const stream = random.stream('data');
        if (!isTokens) for (const matrix of [inputs, targets]) stream.fillRademacher(matrix);
        else {
          for (let i = 0; i < inputs.values.length; i++) inputs.values[i] = Math.floor(OUTPUTS * stream.uniform());
          for (let i = 0; i < targets.rows; i++)
            targets.values[i * OUTPUTS + Math.floor(OUTPUTS * stream.uniform())] = 1;
        }
        const layers = coordinateCheck(network, {
          ...{ samples: { inputs, targets }, loss: isTokens ? 'cross-entropy' : 'squared', rate, steps },
          optimiser: optimiser === 'sgd' ? gradientDescent(network) : adam(network, { epsilon: 1e-12 }),
        });
        return layers.flatMap(({ layer, size, change }) =>
          size.map((value, step) => [width, seed, step, layer, value, change[step]].join(',')),
        );
      }),
    ).flat(),
  );
  return ['width,seed,step,layer,value,change', ...rows].join('\n');
}

function modelOf(
  kind: 'mlp' | 'transformer',
  width: number,
  baseWidth: number,
  { parameterisation = 'mup', isRootAttention }: Planted,
  { activation = 'relu', zeroOutput }: PlantedOptions,
): Model {
  if (kind === 'mlp')
    return fullyConnected({
      sizes: [INPUTS, width, width, width, OUTPUTS],
      ...{ activation, parameterisation, baseWidth, biases: false, zeroOutput },
    });
  return transformer({
    ...{ vocabulary: OUTPUTS, length: 8, width, heads: HEADS, depth: BLOCKS, parameterisation, baseWidth },
    ...(isRootAttention && { attentionScale: Math.sqrt(HEADS / width) }),
  });
}

function spoilt(model: Model, { deviation = {}, rate = {} }: Planted, m: number): Model {
  const power = (powers: Record<string, number>, { name }: Block) => m ** (powers[name] ?? 0);
  const blocks = model.blocks.map((block) => ({
    ...block,
    deviation: block.deviation * power(deviation, block),
    rates: { sgd: block.rates.sgd * power(rate, block), adam: block.rates.adam * power(rate, block) },
  }));
  return { ...model, blocks };
}
