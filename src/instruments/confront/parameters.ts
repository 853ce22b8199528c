import { z } from 'zod';
import type { AnySystem } from '../../systems/contract.ts';

/** What confront asks besides the parameters of the system. */
export const ownFields = {
  columns: z.string().min(1).optional().meta({
    title: 'columns',
    description:
      'what columns of the table are, where their names do not tell: what and name with a colon, as in testError:loss,trials:n; a parameter, a coordinate, an observable, one with _se (standard error) or _std behind it, standardError, standardDeviation, trials, trial, observable, value, or none for one to leave out',
    kind: 'text',
  }),
  observables: z.string().min(1).optional().meta({
    title: 'observables',
    description: 'those that are shown and judged, with commas; all of the table unless given',
    kind: 'text',
  }),
  within: z
    .number()
    .min(1e-6)
    .max(1)
    .optional()
    .meta({
      title: 'margin',
      description:
        'relative margin of the verdict; the system’s own unless given. Without any standard error there is a verdict only where it is given',
      scale: 'log',
      range: [0.005, 0.3],
    }),
  trials: z
    .int()
    .min(2)
    .max(1e6)
    .optional()
    .meta({
      title: 'trials',
      description: 'how many trials each standard error is of, where no column says',
      scale: 'log',
      range: [2, 100],
    }),
  repeated: z.enum(['refuse', 'trials']).default('refuse').meta({
    title: 'repeated settings',
    description: 'what rows of the same setting are, where no column counts them as trials',
  }),
  gaps: z.enum(['refuse', 'skip']).default('refuse').meta({
    title: 'gaps',
    description: 'what becomes of a cell of an observable that is empty, NaN or infinite',
  }),
  fit: z.string().min(1).optional().meta({
    title: 'fit',
    description:
      'a numeric parameter whose value is found, with an interval, under which theory agrees best: its name, or with a range to search, as in ridge:1e-4:10',
    kind: 'text',
  }),
};

/** The system's parameters and confront's own; no system has a parameter of those names. */
export function parametersOf(system: AnySystem) {
  return system.parameters.extend(ownFields);
}

export type OwnAsked = z.output<z.ZodObject<typeof ownFields>>;
export const ownKeys = Object.keys(ownFields);
