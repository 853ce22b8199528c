import { BadInput } from '../../numeric/errors.ts';
import type { Column, Form } from '../../scaling-laws/forms/form.ts';
import { kaplanForm } from '../../scaling-laws/forms/kaplan.ts';
import { parametric } from '../../scaling-laws/forms/parametric.ts';
import { brokenPowerOf, powerOf } from '../../scaling-laws/forms/power.ts';
import { repeated } from '../../scaling-laws/forms/repeated.ts';
import type { Runs } from './runs.ts';

export type LawName = 'auto' | 'parametric' | 'kaplan' | 'repeated' | 'power' | 'broken';

const NOUNS: Record<Column, string> = { N: 'parameters', D: 'tokens', U: 'unique tokens', C: 'compute' };

/** The form asked for, and those that it is compared with: all that these columns serve. */
export function chooseLaw(name: LawName, runs: Runs): { form: Form; others: Form[] } {
  const varied = (column: Column) => new Set(runs.columns[column]).size > 1;
  const hasBoth = varied('N') && varied('D');
  const repeats = hasBoth && Boolean(runs.columns.U?.some((u, i) => u < runs.columns.D![i]));
  const axis = axisOf(runs);
  const forms: Record<Exclude<LawName, 'auto'>, Form | undefined> = {
    parametric: hasBoth ? parametric : undefined,
    kaplan: hasBoth ? kaplanForm : undefined,
    repeated: repeats ? repeated : undefined,
    power: axis && powerOf(axis),
    broken: axis && brokenPowerOf(axis),
  };
  const wanted = name === 'auto' ? (repeats ? 'repeated' : hasBoth ? 'parametric' : 'power') : name;
  const form = forms[wanted];
  if (!form) throw new BadInput(whyNot(wanted, runs));
  const enough = (one: Form) => runs.loss.length >= one.constants.length + 2;
  if (!enough(form)) {
    const [simpler] = Object.entries(forms).find(([, one]) => one && enough(one)) ?? [];
    throw new BadInput(
      `${runs.loss.length} runs cannot determine the ${form.constants.length} constants of ${form.formula}; give ${form.constants.length + 2} at least${simpler ? `, or fit fewer constants with law=${simpler}` : ''}`,
    );
  }
  const rivals = [forms.repeated, forms.parametric, forms.kaplan, ...(hasBoth ? [] : [forms.power, forms.broken])];
  return { form, others: rivals.filter((one): one is Form => one !== undefined && one.id !== form.id && enough(one)) };
}

/** The one column that a law of one column is in: compute where size and tokens both vary. */
function axisOf({ columns }: Runs): Column | undefined {
  const varied = (['N', 'D', 'C'] as const).filter((one) => new Set(columns[one]).size > 1);
  if (varied.includes('C')) return 'C';
  return varied.length === 2 ? undefined : varied[0];
}

function whyNot(wanted: Exclude<LawName, 'auto'>, { columns, names }: Runs): string {
  const both = (['N', 'D'] as const).map((one) => {
    if (!columns[one]) return `there is no column of ${NOUNS[one]}`;
    return new Set(columns[one]).size > 1 ? '' : `${names[one]} is ${columns[one][0]} in all runs`;
  });
  const missing = both.filter((words) => words !== '').join(' and ');
  if (wanted === 'repeated' && missing === '')
    return columns.U
      ? `law=repeated needs runs that see data several times, but ${names.U} is nowhere below ${names.D}; fit law=parametric`
      : 'law=repeated needs a column of unique tokens; name it with uniqueColumn, or fit law=parametric';
  if (wanted === 'power' || wanted === 'broken')
    return missing === ''
      ? `law=${wanted} is in one column, but size and tokens both vary and there is no compute; fit law=parametric, or name the column with computeColumn`
      : `law=${wanted} needs a column that varies, but ${missing}; add runs of other sizes`;
  return `law=${wanted} needs sizes and tokens that vary, but ${missing}; fit law=power in the other column, or add runs`;
}
