import { BadInput } from '../numeric/errors.ts';
import { didYouMean } from '../systems/suggest.ts';
import { type ListedRun, STATES, VERDICTS } from './listing.ts';

/** Which runs are wanted; what is not given is open. Lists are of alternatives. */
export interface Filter {
  system?: string[];
  verdict?: string[];
  state?: string[];
  preset?: string[];
  seed?: string[];
  engine?: string[];
  madeBy?: string[];
  since?: Date;
  before?: Date;
  /** That many of the newest. */
  last?: number;
}

/** The runs that a filter lets through. Throws `BadInput` for a word that nothing could have. */
export function choose(runs: readonly ListedRun[], filter: Filter): ListedRun[] {
  const fields: [string, string[] | undefined, (run: ListedRun) => string | undefined, (readonly string[])?][] = [
    ['--system', filter.system, ({ header }) => header.system],
    ['--verdict', filter.verdict, ({ verdict }) => verdict, VERDICTS],
    ['--state', filter.state, ({ state }) => state, STATES],
    ['--preset', filter.preset, ({ header }) => header.preset],
    ['--seed', filter.seed, ({ header }) => header.seed],
    ['--engine', filter.engine, ({ header }) => header.engine, ['wasm', 'openblas']],
    ['--made-by', filter.madeBy, ({ header }) => header.versions.orrery],
  ];
  let chosen = [...runs];
  for (const [option, wanted, readOf, allowed] of fields) {
    if (wanted === undefined) continue;
    const known = allowed ?? [...new Set(runs.map(readOf).filter((value) => value !== undefined))].sort();
    for (const word of wanted)
      if (!known.includes(word) && (allowed || runs.length > 0))
        throw new BadInput(
          `${option} ${word}${didYouMean(word, [...known])}: ${allowed ? 'it is one of' : known.length > 0 ? 'there are' : 'no run has one'} ${known.join(', ')}`.trim(),
        );
    chosen = chosen.filter((run) => wanted.includes(readOf(run) ?? ''));
  }
  const madeAt = ({ header }: ListedRun) => Date.parse(header.created);
  if (filter.since) chosen = chosen.filter((run) => madeAt(run) >= filter.since!.getTime());
  if (filter.before) chosen = chosen.filter((run) => madeAt(run) < filter.before!.getTime());
  return filter.last === undefined ? chosen : chosen.slice(-filter.last);
}

/**
 * A date or a time as it is written, `2026-11-27` or `2026-11-27T12:00`, in UTC unless it says
 * otherwise; or how long ago, `7d`, `12h`, `30m`. Throws `BadInput` naming the option.
 */
export function readDate(option: string, text: string): Date {
  const ago = /^(\d+(?:\.\d+)?)([dhm])$/.exec(text.trim());
  if (ago)
    return new Date(Date.now() - Number(ago[1]) * { d: 86_400e3, h: 3600e3, m: 60e3 }[ago[2] as 'd' | 'h' | 'm']);
  const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(text.trim());
  const date = written && new Date(`${written[1]}T${written[2] ?? '00:00'}${written[3] ?? 'Z'}`);
  // What the calendar does not have rolls over to another day.
  const isThere =
    date && !Number.isNaN(date.getTime()) && new Date(`${written[1]}T00:00Z`).toISOString().startsWith(written[1]);
  if (!isThere)
    throw new BadInput(
      `${option} is '${text}', but must be a date, as in ${option} 2026-11-27 or ${option} 2026-11-27T12:00, or how long ago, as in ${option} 7d, 12h or 30m`,
    );
  return date;
}
