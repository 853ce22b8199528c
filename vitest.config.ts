import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    // Some tests take half a minute on a quiet machine; a hung one is found all the same.
    testTimeout: 180_000,
    pool: 'threads',
    sequence: { sequencer: LongestFirst },
    // Reported, not judged: a line that ran is no line that was checked.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'lab/*.ts'],
      exclude: ['**/*.test.ts', '**/*.testing.ts', '**/*.generated.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'build/coverage',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/**/*.test.ts',
            'lab/*.test.ts',
            'lab/tours/*.test.ts',
          ],
          maxWorkers: 2,
          // A file finds the modules that the one before it loaded: no test leaves anything in them.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Each worker in a browser of its own, when nothing else runs.
        extends: true,
        test: {
          name: 'browser',
          // A page on a busy machine may answer late; what a test waits for comes or does not.
          testTimeout: 240_000,
          expect: { poll: { timeout: 20_000 } },
          include: ['lab/e2e/*.test.ts'],
          globalSetup: ['lab/e2e/global-setup.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
