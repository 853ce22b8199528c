import { readFileSync } from 'node:fs';
import { OrreryError } from '../numeric/errors.ts';
import {
  checkCases,
  type FormulaReport,
  type Mismatch,
  parseReferenceFile,
  type ReferenceCase,
} from '../run/reference-cases.ts';
import { evaluators } from '../systems/reference.generated.ts';

/** Failures shown in full for each formula; the rest is counted. */
const SHOWN = 10;

process.exitCode = main(process.argv.slice(2));

/**
 * `npm run -s reference -- <file.json>…`: 0 all implemented formulas pass, 1 one does not, 2 a file
 * cannot be used.
 */
function main(files: string[]): number {
  if (files.length === 0) {
    console.error('usage: npm run -s reference -- <file.json>…');
    return 2;
  }
  let cases: ReferenceCase[];
  try {
    cases = files.flatMap((file) => parseReferenceFile(read(file), file));
  } catch (error) {
    if (!(error instanceof OrreryError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    console.error((error as Error).message);
    return 2;
  }
  const reports = checkCases(cases, evaluators);
  const width = Math.max(...reports.map((report) => report.formula.length), 0);
  for (const report of reports) console.log(describe(report, width));
  for (const report of reports) for (const line of failures(report)) console.log(line);
  return reports.some((report) => report.mismatches.length > 0) ? 1 : 0;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw Object.assign(
      new Error(missing ? `${file}: no such file` : `${file} cannot be read: ${(error as Error).message}`),
      {
        code: (error as NodeJS.ErrnoException).code,
      },
    );
  }
}

function describe(report: FormulaReport, width: number): string {
  const name = report.formula.padEnd(width);
  if (!report.implemented) return `${name}  not implemented (${report.total} cases)`;
  return `${name}  ${report.passed}/${report.total}  ${report.worst.toExponential(1)}`;
}

function failures(report: FormulaReport): string[] {
  const lines = report.mismatches.slice(0, SHOWN).map((mismatch) => sentence(report.formula, mismatch));
  if (report.mismatches.length > SHOWN) lines.push(`${report.formula}: ${report.mismatches.length - SHOWN} more`);
  return lines;
}

function sentence(formula: string, { case: name, observable, got, expected, error }: Mismatch): string {
  const off = Number.isFinite(error) ? ` (relative error ${error.toExponential(1)})` : '';
  return `${formula} ${name}: ${observable} is ${show(got)}, expected ${show(expected)}${off}`;
}

function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  const plain = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
