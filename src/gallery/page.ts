import { toText } from '../figures/bibtex.ts';
import { capital, plain, withError } from '../statistics/sentences.ts';
import type { AnySystem, Relation } from '../systems/contract.ts';
import type { Comparison } from './numbers.ts';
import { type Reproduction, verdictInWords } from './reproduction.ts';

/** A number of the gallery, as its table says it: so many digits. */
const DIGITS = 4;

/** What stands before a predicted bound. */
const BOUND: Record<Relation, string> = { equals: '', atMost: '≤ ', atLeast: '≥ ' };

/** The table of published, predicted and measured numbers, a row of cells each, the head first. */
export function numberTable(system: AnySystem, numbers: Comparison[]): string[][] {
  const isPublished = numbers.some(({ published }) => published);
  return [
    ['', 'at', ...(isPublished ? ['published'] : []), 'predicted', 'measured'],
    ...numbers.map(({ of, at, published, predicted, measured }) => [
      { ...system.observables[of], ...system.derived?.[of] }.label ?? of,
      at,
      ...(isPublished ? [published ? `${plain(published.value, DIGITS)} (${published.where})` : ''] : []),
      predicted === undefined
        ? ''
        : `${BOUND[system.observables[of]?.relation ?? 'equals']}${plain(predicted, DIGITS)}`,
      measuredWords(measured),
    ]),
  ];
}

function measuredWords(measured: Comparison['measured']): string {
  if (!measured) return '';
  if ('median' in measured) return `median ${plain(measured.median, DIGITS)}`;
  const { mean, standardError } = measured;
  return standardError < 1e-5 * Math.abs(mean) ? plain(mean, DIGITS) : withError(mean, standardError);
}

/**
 * The section of an entry in the gallery, as Markdown; `picture` is the path of its figure from the
 * page.
 */
export function sectionOf(reproduction: Reproduction, picture: string): string {
  const { entry, numbers, result } = reproduction;
  const { name, system, preset, source } = entry;
  const [head, ...rows] = numberTable(system, numbers);
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const because = preset.because === undefined ? '' : `: ${preset.because}`;
  return `### ${preset.title}

${toText(source)}

![${preset.title}](${picture})

**${capital(verdictInWords(reproduction))}**${because}. At a margin of ${plain(100 * result.margin, 3)} %, in ${Math.ceil(result.seconds)} s: \`orrery reproduce ${name}\`

${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}
`;
}

const mark = (name: string) => `<!-- ${name} -->`;

/**
 * The page with the sections of these entries in the place of older ones, in the order of `names`,
 * which are all that the gallery has; what is no longer among them goes.
 */
export function withSections(page: string, sections: Map<string, string>, names: string[]): string {
  const [intro, ...olds] = page.split(/^(?=<!-- [^ ]+ -->$)/m);
  const old = new Map(
    olds.map((text) => [/^<!-- ([^ ]+) -->/.exec(text)![1], text.slice(text.indexOf('\n') + 1).trim()]),
  );
  const kept = names.flatMap((name) => {
    const section = sections.get(name)?.trim() ?? old.get(name);
    return section === undefined ? [] : [`${mark(name)}\n${section}\n`];
  });
  return `${intro.trimEnd()}\n\n${kept.join('\n')}`;
}
