import { defineInstrument } from '../contract.ts';
import { answersOf } from './answers.ts';
import { readArchitecture } from './architecture.ts';
import { backTest, judge, trialNetwork } from './back-test.ts';
import { examples } from './examples.ts';
import { drawBackTest } from './figure.ts';
import { multipliersOf } from './multipliers.ts';
import { notesOf } from './notes.ts';
import { parameters } from './parameters.ts';
import { factorsJson, snippet } from './snippet.ts';
import { sources } from './sources.ts';
import { exponentsTable, groupsOf, groupsTable, tensorsTable } from './tables.ts';
import { readTensors } from './tensors.ts';

export const mup = defineInstrument({
  id: 'mup',
  title: 'Hyperparameters from a small network to a large one (μP)',
  question:
    'With which initial weights, learning rates and factors do hyperparameters tuned on a small network suit a large one?',
  sources,
  inputs: [
    {
      name: 'architecture',
      description: 'a JSON file with the shapes of all tensors at base and at target, or a description of the base',
    },
  ],
  parameters,
  examples,
  run: async ([file], asked, context) => {
    const architecture = await readArchitecture(file, asked);
    const tensors = readTensors(architecture, asked);
    const multipliers = multipliersOf(architecture, tensors, asked);
    const groups = groupsOf(multipliers, asked);
    const network = trialNetwork(architecture, tensors, { ...asked, readOut: multipliers.readOut });
    const tested = network && backTest(network, tensors, asked, context);
    const verdict = judge(tested, asked, tensors.depth === 1 || tensors.hasBranches);
    const { output, branch, attention, readOut } = multipliers;
    return {
      backTest: verdict,
      answers: answersOf(groups, multipliers, asked),
      tables: [
        groupsTable(groups, asked),
        tensorsTable(multipliers, asked),
        ...(tested ? [exponentsTable(tested)] : []),
      ],
      figure: drawBackTest(tested, groups, verdict, asked.margin),
      notes: notesOf(tensors, multipliers, asked),
      readings: [
        ...architecture.readings,
        ...tensors.readings.map((one) => `${file.name}: ${one}`),
        ...(network && !architecture.described
          ? [
              `${file.name}: by names and shapes ${network.kind === 'mlp' ? 'an MLP' : 'a transformer'}, of which small ones are trained`,
            ]
          : []),
      ],
      files: { architecture: { origin: architecture.origin, sha256: architecture.sha256 } },
      values: {
        ...{ readOut, output, branch, attention: attention ?? null },
        ...(tested && { exponents: plainly(tested.exponents) }),
      },
      attachments: {
        'mup.json': factorsJson(multipliers, asked),
        'mup_groups.py': snippet(file.name, multipliers, asked),
      },
    };
  },
});

/** Without what is not known, which JSON has no number for. */
function plainly(exponents: NonNullable<ReturnType<typeof backTest>>['exponents']) {
  return exponents.map(({ exponent, ...rest }) => ({
    ...rest,
    exponent: exponent?.mean ?? null,
    standardError: exponent && exponent.standardError < Infinity ? exponent.standardError : null,
  }));
}
