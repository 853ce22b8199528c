import { distance } from 'fastest-levenshtein';
import type { Dataset } from '../../data/dataset.ts';
import { BadInput } from '../../numeric/errors.ts';
import { parameterMeta } from '../../plan/settings.ts';
import type { AnySystem, DerivedObservable, Observable } from '../../systems/contract.ts';
import { didYouMean } from '../../systems/suggest.ts';

/**
 * What a column holds. `error` and `spread` are the standard error and the standard deviation of an
 * observable, or of the only one where they name none; `which` and `value` are an observable's name
 * and its number in a table with a row for each.
 */
export type Role =
  | { kind: 'parameter' | 'coordinate' | 'observable'; name: string }
  | { kind: 'error' | 'spread'; name?: string }
  | { kind: 'trials' | 'trial' | 'which' | 'value' | 'ignored' };

/** The columns of a table by what they hold. */
export interface Columns {
  parameters: Map<string, number>;
  coordinates: Map<string, number>;
  observables: Map<string, number>;
  /** By observable; `value` where one row holds one observable. */
  errors: Map<string, number>;
  spreads: Map<string, number>;
  trials?: number;
  trial?: number;
  which?: number;
  value?: number;
  /** Those that are nothing that the system knows. */
  ignored: number[];
}

/** Words for what is no name of the system's. */
const WORDS: readonly [RegExp, Role['kind']][] = [
  [/^(n|num)?(trials|seeds|repeats|replicates|repetitions|runs)$|^count$/, 'trials'],
  [/^(trial|seed|repeat|replicate|repetition|run)(id)?$/, 'trial'],
  [/^(observable|metric|quantity)$/, 'which'],
  [/^(value|result)$/, 'value'],
  [/^(se|sem|stderr|standarderror|errorbar|uncertainty)$/, 'error'],
  [/^(std|sd|stddev|standarddeviation)$/, 'spread'],
];

/** An observable's name with what says that it is its error. */
const SUFFIXES: readonly [RegExp, 'error' | 'spread'][] = [
  [/^(.+?)[\s_.-]*(se|sem|std_?err|standard_?error|error_?bar)$/i, 'error'],
  [/^(.+?)[\s_.-]*(std|sd|std_?dev|standard_?deviation)$/i, 'spread'],
];

/** What people call a parameter or a coordinate besides its name and title. */
const SYNONYMS: Record<string, RegExp> = {
  samples: /^(n|m|p|(n|num)?train(ing)?(samples|size|set|setsize|examples)?|(n|num)samples|(n|num)examples)$/,
  rate: /^(lr|learningrate|stepsize)$/,
  ridge: /^(lambda|alpha|l2|weightdecay)$/,
  dimension: /^(d|dim|inputdim|inputdimension|features|nfeatures)$/,
  width: /^(n|hidden|hiddensize|hiddenwidth)$/,
  step: /^(steps?|iter|iterations?|globalstep|updates?)$/,
};

/**
 * Finds out what each column is: by the user's word (`columns=testError:loss,trials:n`), else by
 * its name. Throws `BadInput` where two columns may be the same, where one may be two things, and
 * for a name that is nearly one of the system's.
 */
export function columnsOf(system: AnySystem, table: Dataset, said: string | undefined): Columns {
  const { header, name: file, columns: width } = table;
  const names = namesOf(system);
  const roles: (Role | undefined)[] = Array(width).fill(undefined);
  for (const [column, role] of saidRoles(system, table, said)) roles[column] = role;
  // The user's word for one column decides against another that has the name.
  const settledBy = new Set(roles.flatMap((role) => (role ? [keyOf(role)] : [])));
  for (let i = 0; i < width; i++) {
    if (roles[i] || !header?.[i]) continue;
    const role = roleOf(names, header[i], file);
    if (role && !settledBy.has(keyOf(role))) roles[i] = role;
  }
  const chosen = settled(system, roles);
  const found: Columns = {
    ...{ parameters: new Map(), coordinates: new Map(), observables: new Map() },
    ...{ errors: new Map(), spreads: new Map(), ignored: [] },
  };
  const isNamed = (i: number) =>
    header?.[i] !== undefined && header.indexOf(header[i]) === header.lastIndexOf(header[i]);
  const called = (i: number) => (isNamed(i) ? header![i] : i + 1);
  const title = (i: number) => (isNamed(i) ? `'${header![i]}'` : `number ${i + 1}`);
  const put = (into: Map<string, number>, key: string, i: number) => {
    const other = into.get(key);
    if (other !== undefined)
      throw new BadInput(
        `${file}: columns ${title(other)} and ${title(i)} may each be ${key}; say which, as in columns=${key}:${called(i)}, or leave one out, as in columns=none:${called(other)}`,
      );
    into.set(key, i);
  };
  for (const [i, role] of chosen.entries()) {
    if (role === undefined || role.kind === 'ignored') found.ignored.push(i);
    else if (role.kind === 'parameter') put(found.parameters, role.name, i);
    else if (role.kind === 'coordinate') put(found.coordinates, role.name, i);
    else if (role.kind === 'observable') put(found.observables, role.name, i);
    else if (role.kind === 'error' || role.kind === 'spread') continue;
    else if (found[role.kind] === undefined) found[role.kind] = i;
    else found.ignored.push(i);
  }
  refuseNothing(system, table, found, names);
  for (const [i, role] of chosen.entries()) {
    if (role?.kind !== 'error' && role?.kind !== 'spread') continue;
    const into = role.kind === 'error' ? found.errors : found.spreads;
    put(into, role.name ?? onlyObservable(found, title(i), header?.[i] ?? String(i + 1), file), i);
  }
  return found;
}

function keyOf(role: Role): string {
  return `${role.kind} ${'name' in role ? role.name : ''}`;
}

/** The names of a system that a column may have. */
interface Names {
  parameters: Named[];
  coordinates: Named[];
  observables: Named[];
}
interface Named {
  name: string;
  title: string;
  symbol?: string;
}

function namesOf(system: AnySystem): Names {
  // How a file of the system's own is read is no matter of rows.
  const ofFiles = 'data' in system.parameters.shape ? ['label', 'labels', 'without', 'rows', 'missing'] : [];
  const parameters = Object.keys(system.parameters.shape).flatMap((name): Named[] => {
    const meta = parameterMeta(system, name);
    return meta?.kind || ofFiles.includes(name) ? [] : [{ name, title: meta?.title ?? name, symbol: meta?.symbol }];
  });
  const named = (all: object) =>
    Object.entries(all as Record<string, { label: string; symbol: string }>).map(
      ([name, { label, symbol }]): Named => ({ name, title: label, symbol }),
    );
  const observables: Record<string, Observable<unknown> | DerivedObservable<unknown>> = {
    ...system.observables,
    ...system.derived,
  };
  return { parameters, coordinates: named(system.coordinates ?? {}), observables: named(observables) };
}

/** A name that is a parameter and a coordinate is settled when the observables are known. */
type Found = Role & { or?: 'coordinate' };

function roleOf(names: Names, title: string, file: string): Found | undefined {
  const own = nameAmong(names, title, file);
  if (own) return own;
  // `config.seed` of an export is a seed.
  const short = title.replace(/^(config|summary)[./]/i, '');
  const word = WORDS.find(([pattern]) => pattern.test(bare(short)));
  if (word) return { kind: word[1] } as Role;
  for (const [pattern, kind] of SUFFIXES) {
    const stem = pattern.exec(title.trim())?.[1];
    const of = stem === undefined ? undefined : nameAmong({ ...names, parameters: [], coordinates: [] }, stem, file);
    if (of?.kind === 'observable') return { kind, name: of.name };
  }
  const all = [...names.parameters, ...names.coordinates, ...names.observables].map(({ name }) => name);
  const near = all.find((name) => isNear(bare(title), bare(name)));
  if (near !== undefined)
    throw new BadInput(
      `${file}: column '${title}' is nearly '${near}', but not quite; say that it is, columns=${near}:${title}, or that it is not, columns=none:${title}`,
    );
  return undefined;
}

/** From the surest kind of likeness to the vaguest: the first that finds something decides. */
function nameAmong(names: Names, title: string, file: string): Found | undefined {
  const forms = formsOf(title);
  const likenesses: ((one: Named) => boolean)[] = [
    ({ name }) => name === title.trim(),
    ({ name }) => bare(name) === forms[0],
    ({ title: own, symbol }) => bare(own) === forms[0] || symbol === title.trim(),
    ({ name, title: own }) => forms.includes(bare(name)) || forms.includes(bare(own)),
    ({ name }) => forms.some((form) => SYNONYMS[name]?.test(form)),
  ];
  for (const alike of likenesses) {
    const hits: Role[] = (['parameter', 'coordinate', 'observable'] as const).flatMap((kind) =>
      names[`${kind}s`].filter(alike).map(({ name }): Role => ({ kind, name })),
    );
    if (hits.length === 0) continue;
    const different = [...new Set(hits.map((hit) => (hit as { name: string }).name))];
    if (different.length > 1)
      throw new BadInput(
        `${file}: column '${title}' may be ${different.join(' or ')}; say which, as in columns=${different[0]}:${title}`,
      );
    const isBoth = hits.some(({ kind }) => kind === 'coordinate') && hits.some(({ kind }) => kind === 'parameter');
    return isBoth ? { kind: 'parameter', name: different[0], or: 'coordinate' } : hits[0];
  }
  return undefined;
}

/** Where observables of the table run over it, it is their coordinate. */
function settled(system: AnySystem, roles: (Found | undefined)[]): (Role | undefined)[] {
  const observables = roles.flatMap((role) => (role?.kind === 'observable' ? [role.name] : []));
  const among = observables.length > 0 ? observables : Object.keys(system.observables);
  const over = new Set(among.flatMap((name) => coordinatesOf(system, name)));
  return roles.map((role) => {
    if (role?.kind !== 'parameter' || !role.or) return role;
    return over.has(role.name) ? { kind: 'coordinate', name: role.name } : { kind: 'parameter', name: role.name };
  });
}

/** What an observable runs over: nothing, a coordinate, or two. */
export function coordinatesOf(system: AnySystem, observable: string): readonly string[] {
  const over: string | readonly string[] | undefined = system.observables[observable]?.over;
  return over === undefined ? [] : typeof over === 'string' ? [over] : over;
}

function saidRoles(system: AnySystem, { header, columns, name: file }: Dataset, said: string | undefined) {
  const parts = (said ?? '').split(',').filter((part) => part.trim() !== '');
  return parts.map((part): [number, Role] => {
    const at = part.indexOf(':');
    const [what, called] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || called === '')
      throw new BadInput(
        `columns=${said} is not what columns are: write what it is and its name in the file, as in columns=${system.shown[0]}:loss`,
      );
    const byName = header?.findIndex((title) => title.trim() === called) ?? -1;
    const number = /^\d+$/.test(called) ? Number(called) - 1 : -1;
    const column = byName >= 0 ? byName : number;
    if (!(column >= 0 && column < columns))
      throw new BadInput(
        `columns=${said}: ${file} has no column '${called}'${didYouMean(called, header ?? [])}; ${listed(header, columns)}`,
      );
    return [column, saidRole(system, what, said!)];
  });
}

function saidRole(system: AnySystem, what: string, said: string): Role {
  if (what === 'none') return { kind: 'ignored' };
  if (Object.hasOwn(system.coordinates ?? {}, what)) return { kind: 'coordinate', name: what };
  if (Object.hasOwn(system.parameters.shape, what)) return { kind: 'parameter', name: what };
  if (Object.hasOwn({ ...system.observables, ...system.derived }, what)) return { kind: 'observable', name: what };
  const of = /^(.+)_(se|std)$/.exec(what);
  if (of && Object.hasOwn(system.observables, of[1])) return { kind: of[2] === 'se' ? 'error' : 'spread', name: of[1] };
  const own: Record<string, Role> = {
    ...{ standardError: { kind: 'error' }, standardDeviation: { kind: 'spread' } },
    ...{
      trials: { kind: 'trials' },
      trial: { kind: 'trial' },
      observable: { kind: 'which' },
      value: { kind: 'value' },
    },
  };
  if (Object.hasOwn(own, what)) return own[what];
  const known = [
    ...[system.parameters.shape, system.coordinates ?? {}, system.observables].flatMap(Object.keys),
    ...Object.keys(own),
  ];
  throw new BadInput(
    `columns=${said}: a column cannot be '${what}'${didYouMean(what, known)}; it may be ${known.join(', ')}, an observable with _se or _std behind it, or none`,
  );
}

function onlyObservable({ observables, value }: Columns, title: string, called: string, file: string): string {
  if (value !== undefined) return 'value';
  if (observables.size === 1) return [...observables.keys()][0];
  const [first] = observables.keys();
  throw new BadInput(
    `${file}: column ${title} is an error, but of which of ${[...observables.keys()].join(', ')}? Say so, as in columns=${first}_se:${called}, or leave it out, columns=none:${called}`,
  );
}

function refuseNothing(system: AnySystem, table: Dataset, found: Columns, { observables }: Names): void {
  const { name: file, header, columns } = table;
  const isLong = found.which !== undefined && found.value !== undefined;
  if (found.observables.size > 0 || isLong) return;
  const known = observables.map(({ name }) => name);
  const near = (header ?? []).map((title) => didYouMean(title, known)).find(Boolean) ?? '';
  throw new BadInput(
    `${file}: no column is an observable of ${system.id}${near}; ${listed(header, columns)}; its observables are ${known.join(', ')}; say which it is, as in columns=${system.shown.find((name) => known.includes(name)) ?? known[0]}:${header?.at(-1) || columns}`,
  );
}

function listed(header: string[] | undefined, columns: number): string {
  if (header) return `its columns are ${header.map((title) => `'${title}'`).join(', ')}`;
  return `its ${columns === 1 ? 'column has' : `${columns} columns have`} no names, and are counted from 1`;
}

/** Letters and digits alone, in small letters. */
export function bare(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** A name as it is, and as the system would have it: `val_loss` is `testerror`. */
function formsOf(title: string): string[] {
  const short = title.replace(/^.*[./:]/, (before) =>
    /(val|eval|test|valid|validation|train)[./:]$/i.test(before) ? before : '',
  );
  const plain = bare(short).replace(/^(summary|config)/, '');
  const spelled = plain
    .replace(/^(val(id(ation)?)?|eval|heldout)(?=loss|err|mse|acc)/, 'test')
    .replace(/acc$/, 'accuracy')
    .replace(/(loss|mse|risk|err)$/, 'error');
  return [...new Set([bare(title), plain, spelled, plain.replace(/^(num|numberof|n)(?=[a-z]{4})/, '')])];
}

function isNear(one: string, other: string): boolean {
  const most = one.length >= 6 ? 2 : one.length >= 4 ? 1 : 0;
  return most > 0 && distance(one, other) <= most;
}
