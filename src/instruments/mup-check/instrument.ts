import { BadInput } from '../../numeric/errors.ts';
import { didYouMean } from '../../systems/suggest.ts';
import { defineInstrument } from '../contract.ts';
import { sources } from '../mup/sources.ts';
import { explain } from './diagnosis.ts';
import { examples } from './examples.ts';
import { chainOf, exponentsOf, type Roles } from './exponents.ts';
import { drawCheck, exponentsTable } from './figure.ts';
import { type CoordinateLog, readLog } from './log.ts';
import { cleanPattern, listMistakes } from './mistakes.ts';
import { notesOf } from './notes.ts';
import { type Asked, parameters } from './parameters.ts';
import { answersOf, judge } from './verdict.ts';

export const mupCheck = defineInstrument({
  id: 'mup-check',
  title: 'A coordinate check of your own networks (μP)',
  question:
    'Is every layer as large, and moved as far by training, at every width; and if not, what is wrong in which layer?',
  sources,
  inputs: [
    {
      name: 'log',
      description: 'a table of activations: width, step, layer, value, and their change since step 0 (CSV, TSV)',
    },
  ],
  parameters,
  examples,
  run: async ([file], asked, context) => {
    const log = await readLog(file, asked, context.check);
    const roles = rolesOf(log, asked);
    const chain = chainOf(log, roles);
    const clean = cleanPattern(chain.length, asked.optimiser);
    context.progress(0.3, 'fitting exponents');
    const exponents = exponentsOf(log, roles, clean, asked.margin);
    const verdict = judge(log, exponents, asked.margin);
    context.progress(0.6, 'comparing with mistakes');
    const isBroken = verdict.verdict === 'broken';
    const hasAttention = roles.attention.size > 0;
    const mistakes = isBroken ? listMistakes(chain, { family: asked.optimiser, widths: log.widths, hasAttention }) : [];
    const explanations = explain(exponents, mistakes, clean, context.check);
    const attention = [...roles.attention];
    return {
      backTest: verdict,
      answers: answersOf(verdict, exponents, explanations),
      tables: [exponentsTable(exponents)],
      figure: drawCheck(exponents, verdict, asked.margin),
      notes: notesOf(log, exponents, asked.margin),
      readings: [
        ...log.readings,
        `${file.name}: '${roles.input}' is taken to read the inputs, '${roles.output}' to make the outputs${attention.length > 0 ? `, ${attention.map((one) => `'${one}'`).join(', ')} for logits of attention` : ''}`,
      ],
      files: { log: { origin: log.origin, sha256: log.sha256 } },
      values: {
        exponents: exponents.map(({ layer, step, of, exponent, expected, verdict }) => ({
          ...{ layer, step, of, expected, verdict },
          exponent: exponent?.mean ?? null,
          standardError: exponent && exponent.standardError < Infinity ? exponent.standardError : null,
        })),
        mistakes: explanations.map(({ mistake, left }) => ({
          says: mistake.says,
          layer: mistake.layer === undefined ? null : chain[mistake.layer],
          left,
        })),
      },
    };
  },
});

/** Logits of attention by their name, as `blocks.0.attention.logits`, `attn_scores`. */
const ATTENTION = /att.*(logit|score)|(^|[._ ])qk([._ ]|$)/i;

function rolesOf({ layers }: CoordinateLog, { input, output, attention }: Asked): Roles {
  const names = layers.map(({ name }) => name);
  const known = (name: string, key: string) => {
    if (names.includes(name)) return name;
    throw new BadInput(
      `${key} is '${name}', but there is no layer of that name in the log${didYouMean(name, names)}; there are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`,
    );
  };
  const logits = attention
    ? attention.split(',').map((one) => known(one.trim(), 'attention'))
    : names.filter((name) => ATTENTION.test(name));
  const chain = names.filter((name) => !logits.includes(name));
  const roles = {
    input: input ? known(input, 'input') : chain[0],
    output: output ? known(output, 'output') : chain[chain.length - 1],
    attention: new Set(logits),
  };
  if (chain.length < 2 || roles.input === roles.output)
    throw new BadInput(
      `the layer '${roles.input}' cannot read the inputs and make the outputs too: log both ends, or name them with input=… and output=…`,
    );
  return roles;
}
