import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, by what they are called, the longest first. A clean checkout remembers
 * no durations, and a long file that begins last leaves every other processor idle.
 */
const LONG: readonly RegExp[] = [
  // In a thread that has seen no other systems it takes a seventh of its time.
  /ridge\/theory\/reference-cases\.test/,
  /scripts\/docs\.test/,
  /lab\/e2e\/access\.test/,
  /lab\/e2e\/links\.test/,
  /src\/cli\/cli\.test/,
  /src\/cli\/outside\.test/,
  /systems\/(kernel|spectra|ridge)\/system\.test/,
  /statistics\/error-rates\.test/,
  /lab\/e2e\//,
  /test\/slurm/,
  /src\/cli\/resume\.test/,
  /scripts\/(python|programs)\.test/,
  /test\/package\.test/,
  /system\.test/,
];

/** Runs these first, the rest as vitest does. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((name) => name.test(moduleId));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
