import { z } from 'zod';

const nameField = (title: string, description: string) =>
  z.string().min(1).optional().meta({ title, description, kind: 'text' });

const columnField = (of: string, names: string) =>
  nameField(`column of ${of}`, `the column that holds ${of}; found by its name (${names}) unless given`);

export const parameters = z.object({
  optimiser: z.enum(['sgd', 'adam']).default('adam').meta({
    title: 'optimiser',
    description:
      'that trained the logged networks: sgd, with or without momentum; adam for all whose steps forget the size of gradients, AdamW among them',
  }),
  input: nameField(
    'input layer',
    'the name of the layer that reads the inputs; that of the lowest number, or the first of the log, unless given',
  ),
  output: nameField(
    'output layer',
    'the name of the layer that makes the outputs; that of the highest number, or the last of the log, unless given',
  ),
  attention: nameField(
    'attention’s logits',
    'names of logged logits of attention, with commas; names with attention and logits or scores in them unless given',
  ),
  margin: z
    .number()
    .min(0.01)
    .max(0.5)
    .default(0.25)
    .meta({
      title: 'margin',
      description: 'how far an exponent may be from that of μP; half of the ½ by which exponents go wrong',
      scale: 'linear',
      range: [0.1, 0.3],
    }),
  widthColumn: columnField('the width', 'width, d_model, n_embd'),
  stepColumn: columnField('the step', 'step, t'),
  layerColumn: columnField('the layer', 'layer, module, name'),
  valueColumn: columnField('the size of activations', 'value, rms, l1'),
  changeColumn: columnField('their change since step 0', 'change, delta'),
  seedColumn: columnField('the seed', 'seed, run'),
});

export type Asked = ReturnType<typeof parameters.parse>;
