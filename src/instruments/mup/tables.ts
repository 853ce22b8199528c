import type { ReportTable } from '../contract.ts';
import type { BackTest } from './back-test.ts';
import { type Multiplied, type Multipliers, rateOf } from './multipliers.ts';
import { keyOf } from './pairs.ts';
import type { Asked } from './parameters.ts';

/** Tensors with the same factors stand in one row of the summary. */
export interface Group {
  growth: string;
  members: Multiplied[];
}

export function groupsOf({ tensors }: Multipliers, asked: Asked): Group[] {
  const groups = new Map<string, Group>();
  for (const one of tensors) {
    const growth = `${one.tensor.growth}${one.tensor.branches ? ' in blocks' : ''}`;
    const key = [growth, one.deviation, rateOf(one, asked), one.epsilon, one.multiplier].join(' ');
    const group = groups.get(key) ?? { growth, members: [] };
    group.members.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What is changed, a row for each kind of tensor. */
export function groupsTable(groups: readonly Group[], asked: Asked): ReportTable {
  const isAdam = asked.optimiser !== 'sgd';
  return {
    id: 'groups',
    title: 'Factors on what the base has, by kind of tensor',
    columns: [
      ...columns(['tensors', 'for example']),
      { name: 'deviation', label: 'initial deviation ×' },
      { name: 'rate', label: 'learning rate ×' },
      ...(decays(asked) ? [{ name: 'decay', label: 'weight decay ×' }] : []),
      ...(isAdam ? [{ name: 'epsilon', label: 'ε ×' }] : []),
    ],
    rows: groups.map(({ growth, members }) => [
      `${members.length} ${growth}`,
      members[0].tensor.name,
      members[0].deviation,
      rateOf(members[0], asked),
      ...(decays(asked) ? [members[0].decay] : []),
      ...(isAdam ? [members[0].epsilon] : []),
    ]),
  };
}

/**
 * Every tensor, with numbers where those of the base are known. What layers of a stack have alike
 * stands once, `blocks.#.…`.
 */
export function tensorsTable({ tensors }: Multipliers, asked: Asked): ReportTable {
  const { rate, decay, epsilon, optimiser } = asked;
  return {
    id: 'tensors',
    title: 'Every tensor',
    columns: columns([
      ...['tensor', 'shape', 'kind', 'deviation', 'rate'],
      ...(decays(asked) ? ['weightDecay'] : []),
      ...(optimiser === 'sgd' ? [] : ['epsilon']),
    ]),
    rows: stacked(tensors).map(({ name, members }) => {
      const [one] = members;
      const { tensor } = one;
      return [
        name,
        tensor.shape.join(' × '),
        `${tensor.growth}${tensor.branches ? ' in blocks' : ''}`,
        timesOr(one.deviation, tensor.deviation),
        timesOr(rateOf(one, asked), rate),
        ...(decays(asked) ? [timesOr(one.decay, decay)] : []),
        ...(optimiser === 'sgd' ? [] : [one.epsilon * epsilon]),
      ];
    }),
  };
}

function stacked(tensors: readonly Multiplied[]): { name: string; members: Multiplied[] }[] {
  const alike = new Map<string, Multiplied[]>();
  for (const one of tensors) {
    const key = `${keyOf(one.tensor.name)} ${one.tensor.shape} ${one.tensor.baseShape} ${one.tensor.deviation}`;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].map((members) => {
    const [{ tensor }] = members;
    return { members, name: members.length === 1 ? tensor.name : `${keyOf(tensor.name)} (${members.length})` };
  });
}

/** Adam without W adds decay to the gradient, which it then divides by its size. */
export function decays({ optimiser }: Pick<Asked, 'optimiser'>): boolean {
  return optimiser !== 'adam';
}

/** A number where the base's is known, else the factor. */
function timesOr(factor: number, base: number | undefined): string | number {
  return base === undefined ? `× ${factor}` : factor * base;
}

export function exponentsTable({ exponents }: BackTest): ReportTable {
  return {
    id: 'back-test',
    title: 'Back-test: exponents of the change of layers',
    columns: [...columns(['layers', 'in the', 'multipliers', 'exponent']), { name: 'error', label: 'standard error' }],
    rows: exponents.map(({ role, along, isTransferred, exponent }) => [
      role,
      along,
      isTransferred ? 'with' : 'without',
      exponent?.mean ?? null,
      exponent && exponent.standardError < Infinity ? exponent.standardError : null,
    ]),
  };
}

function columns(names: string[]): ReportTable['columns'] {
  return names.map((name) => ({ name, label: name }));
}
