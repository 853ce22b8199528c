#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { instruments } from '../instruments/registry.ts';
import { libraryVersion } from '../run/version.ts';

// Each command's code is loaded when it is called, so that `orrery --help` is there at once.

const program = new Command('orrery')
  .description('A laboratory for learning mechanics: solvable models of learning, predicted, measured and judged.')
  .usage('<command> [system] [key=value …] [options]')
  .version(libraryVersion, '--version', 'print the version')
  .showHelpAfterError('(orrery --help lists the commands)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples
  $ orrery list
  $ orrery describe ridge
  $ orrery predict ridge samples=20:2000:30:log ridge=1e-3
  $ orrery run ridge samples=50:1000:12:log ridge=1e-3,1e-1 spectrum=power-law
  $ orrery run ridge data=digits labels=classes samples=100:1000:8:log
  $ orrery sweep ridge samples=20:200:10 ridge=1e-3:1:4:log noise=0:0.5:3
  $ orrery limits ridge
  $ orrery fit runs.csv compute=1e21
  $ orrery new my-system && orrery check ./my-system

A system is one of the list, or the folder of another: ./my-system.
Settings are key=value: a range first:last:points[:log] is the figure's axis, a list a,b,c draws a family of curves.
Exit codes: 0 holds or done, 1 broken, 2 bad input, 3 numerical failure, 4 unresolved, 70 a defect, 74 output not written, 130 interrupted.`,
  );

const json = () => new Option('--json', 'print JSON on stdout');
const params = () => new Option('--params <file>', 'a JSON file of settings; settings on the command line win');
const budgetBy = () =>
  new Option('--budget-by <what>', "the clock, or the system's own estimate, for as many trials on every machine")
    .choices(['clock', 'estimate'])
    .default('clock');

program
  .command('list')
  .description('the systems, with the question that each answers')
  .addOption(json())
  .action(async (options) => (await import('./list.ts')).list(options));

program
  .command('describe')
  .description('a system: question, parameters, observables, limits, presets; or an instrument and its keys')
  .argument('<system...>', 'an id; of an instrument within another both words, as in mup check')
  .addOption(json())
  .action(async (words, options) => (await import('./describe.ts')).describe(words.join('-'), options));

program
  .command('cite')
  .description('the sources of a system, as BibTeX')
  .argument('<system>')
  .addOption(json())
  .option('--text', 'as plain text')
  .option('--preset <id>', 'the source of a published figure alone')
  .action(async (system, options) => (await import('./cite.ts')).cite(system, options));

program
  .command('predict')
  .description('theory alone, along the axis')
  .argument('<system>')
  .argument('[settings...]', 'key=value')
  .addOption(params())
  .option('--preset <id>', 'start from the parameters of a published figure')
  .option('--register', 'write it under --out, dated and with a hash: runs of these points are then judged against it')
  .option('--margin <fraction>', "with --register: what they are judged by (default: the system's own)")
  .option('--out <folder>', 'with --register: where records go', 'records')
  .addOption(json())
  .addHelpText(
    'after',
    '\nExamples\n  $ orrery predict ridge samples=20:2000:30:log\n  $ orrery predict ridge ridge=optimal noise=0.1,1 --json',
  )
  .action(async (system, words, options) => (await import('./predict.ts')).predict(system, words, options));

program
  .command('run')
  .description('predict, measure, judge; writes a record with a figure')
  .argument('[system]', 'not with --resume, whose record names it')
  .argument('[settings...]', 'key=value')
  .addOption(params())
  .option('--preset <id>', 'start from the parameters of a published figure')
  .option('--trials <n|auto>', 'trials at each point, or as many as the verdict needs', 'auto')
  .option('--budget <seconds>', "with auto: seconds that trials may take (default: the preset's, or 60)")
  .addOption(budgetBy())
  .option('--seed <seed>', 'a word or number that names the random streams (default: 1)')
  .option('--jobs <n>', 'worker threads (default: as many as there are cores)')
  .addOption(new Option('--engine <engine>', 'linear algebra (default: auto)').choices(['auto', 'wasm', 'openblas']))
  .option('--margin <fraction>', "relative margin of the verdict (default: the system's own)")
  .option('--observables <names>', 'what to show and judge, separated by commas')
  .option('--scale <factors>', 'repeat with all sizes multiplied, e.g. 1,2,4, and report how the deviation vanishes')
  .option('--resume <record>', 'go on with a run that was killed or interrupted, or add trials to one that has ended')
  .option('--reuse', 'take trials that records under --out have already, in place of making them again')
  .option('--figure-width <length>', "of the figure: 3.4in, 86mm, 8.6cm or 244pt (default: a paper's column, or two)")
  .option('--title <words>', 'above the figure, in the place of its own; empty for none')
  .option('--no-caption', 'leave the caption to the text: caption.tex has it')
  .option('--out <folder>', 'where records go', 'records')
  .option('--dry-run', 'print what it would take, and stop')
  .addOption(json())
  .addHelpText(
    'after',
    '\nExamples\n  $ orrery run ridge\n  $ orrery run ridge ridge=1e-3:10:12:log samples=150 --observables testError,gcv\n  $ orrery run ridge samples=100,200 --scale 1,2,4 --trials 200',
  )
  .action(async (system, words, options) => (await import('./run.ts')).run(system, words, options));

for (const { id, title, usage } of instruments.filter(({ part }) => !part))
  program
    .command(id)
    .description(`${title}; an instrument, on numbers of your own`)
    .argument('[words...]', `${usage} key=value …`)
    .allowUnknownOption()
    .addOption(new Option('--engine <engine>', 'linear algebra').choices(['auto', 'wasm', 'openblas']).default('auto'))
    .option('--out <folder>', 'where records go', 'records')
    .option('--dry-run', 'print what it would take, and stop')
    .addOption(json())
    .addHelpText(
      'after',
      instruments
        .filter((one) => one.id === id || (one.part && one.id.startsWith(`${id}-`)))
        .map((one) => `\n  $ orrery describe ${one.id.replace('-', ' ')}    what it takes, and every key`)
        .concat('\n  --key value may be written for key=value')
        .join(''),
    )
    .action(async (words, options) => (await import('./instrument.ts')).runInstrument(id, words, options));

program
  .command('reproduce')
  .description('published figures, made again: published beside predicted beside measured; without a name, the list')
  .argument('[names...]', 'of a system (ridge), or one figure (ridge/double-descent)')
  .option('--all', 'every figure')
  .option('--budget <seconds>', "seconds of trials for each (default: the figure's own, or 60)")
  .addOption(budgetBy())
  .option('--jobs <n>', 'worker threads (default: one a core)')
  .addOption(new Option('--engine <engine>', 'linear algebra').choices(['auto', 'wasm', 'openblas']).default('auto'))
  .option('--seed <seed>', 'the seed of all random numbers', '1')
  .option('--out <folder>', 'where records are written', 'records')
  .option('--gallery <page.md>', 'a Markdown page to put them into, with their pictures in a folder beside it')
  .addOption(json())
  .addHelpText(
    'after',
    '\nExamples\n  $ orrery reproduce\n  $ orrery reproduce ridge/ridgeless-double-descent\n  $ orrery reproduce --all --gallery gallery.md',
  )
  .action(async (names, options) => (await import('./reproduce.ts')).reproduce(names, options));

const sweep = program
  .command('sweep')
  .description('a system over a grid of any number of parameters: trials at every point, a table, verdicts')
  .addHelpText(
    'after',
    '\nExamples\n  $ orrery sweep ridge samples=20:200:10 ridge=1e-3:1:4:log noise=0:0.5:3\n  $ orrery sweep resume records/2026-11-27-101500-sweep-ridge',
  );
const jobs = () => new Option('--jobs <n>', 'worker threads (default: as many as there are cores)');
/** Where the tasks of a sweep are done. */
const places = () => [
  new Option('--executor <where>', 'threads of this machine, this process alone, or a cluster')
    .choices(['pool', 'inline', 'slurm'])
    .default('pool'),
  jobs(),
  new Option('--parts <n>', 'with slurm: array tasks (default: a quarter of an hour each)'),
  ...['partition', 'time', 'memory', 'account', 'qos', 'constraint', 'reservation'].map(
    (name) => new Option(`--${name} <value>`, "with slurm: as sbatch's option"),
  ),
  new Option('--cpus <n>', 'with slurm: cores of an array task, a thread on each'),
  new Option('--throttle <n>', 'with slurm: array tasks that run at once'),
  new Option(
    '--sbatch <option>',
    'with slurm: any other option of sbatch, as --sbatch=--nice=100; can be repeated',
  ).argParser((one: string, others: string[] = []) => [...others, one]),
  new Option('--wait', 'with slurm: until all have ended, then judge'),
];
const withPlaces = (command: Command) => places().reduce((made, option) => made.addOption(option), command);

withPlaces(sweep.command('begin', { isDefault: true }))
  .description('a new sweep; begin can be left out')
  .argument('<system>')
  .argument('[settings...]', 'key=value; every range and list is a side of the grid')
  .addOption(params())
  .option('--preset <id>', 'start from the parameters of a published figure')
  .option('--trials <n>', 'trials at each point', '8')
  .option('--seed <seed>', 'a word or number that names the random streams', '1')
  .addOption(new Option('--engine <engine>', 'linear algebra').choices(['auto', 'wasm', 'openblas']).default('auto'))
  .option('--margin <fraction>', "relative margin of the verdict (default: the system's own)")
  .option('--observables <names>', 'what is judged, separated by commas')
  .option('--out <folder>', 'where records go', 'records')
  .option('--dry-run', 'print what it would take, and stop')
  .addOption(json())
  .action(async (system, words, options) => (await import('./sweep.ts')).sweep(system, words, options));

withPlaces(sweep.command('resume'))
  .description('does what is open of a sweep, however it ended')
  .argument('<sweep>', 'its folder')
  .argument('[settings...]', 'where a file is now: data=path')
  .option('--trials <n>', 'more trials at each point than it was begun with')
  .option('--retry-failed', 'failed tasks are done again')
  .addOption(json())
  .action(async (folder, words, options) => (await import('./sweep.ts')).resumeSweep(folder, words, options));

sweep
  .command('status')
  .description('how far a sweep is')
  .argument('<sweep>', 'its folder')
  .addOption(json())
  .action(async (folder, options) => (await import('./sweep.ts')).sweepStatus(folder, options));

sweep
  .command('cancel')
  .description('stops who works at a sweep; what is done stays')
  .argument('<sweep>', 'its folder')
  .action(async (folder) => (await import('./sweep.ts')).cancelSweep(folder));

sweep
  .command('merge')
  .description('judges what there is of a sweep and writes its table, whether or not all is done')
  .argument('<sweep>', 'its folder')
  .argument('[others...]', 'sweeps and records whose trials of the same points are taken first')
  .addOption(json())
  .action(async (folder, others, options) => (await import('./sweep.ts')).mergeSweep(folder, others, options));

sweep
  .command('work', { hidden: true })
  .description('what an array task does: a part of a submission')
  .argument('<sweep>')
  .argument('<submission>')
  .argument('<part>')
  .action(async (...words) => (await import('./sweep-slurm.ts')).workPart(words[0], words[1], words[2]));

program
  .command('limits')
  .description('the map of limits, checked: what each theory turns into, and where')
  .argument('[system]')
  .addOption(json())
  .action(async (system, options) => (await import('./limits.ts')).limits(system, options));

program
  .command('verify')
  .description('run a record again and compare every number')
  .argument('<record>', 'a folder that `orrery run` wrote')
  .argument('[settings...]', 'where a file is now: data=path')
  .option('--jobs <n>', 'worker threads')
  .option('--system <folder>', 'where the system is now, for one outside this package that has moved')
  .addOption(json())
  .action(async (record, words, options) => (await import('./verify.ts')).verify(record, words, options));

program
  .command('report')
  .description('a record on one page, as PDF: question, verdict, figure, settings, how to make it again')
  .argument('<record>', 'a folder that `orrery run` wrote')
  .option('--to <file>', 'where it goes (default: report.pdf in the record)')
  .action(async (record, options) => (await import('./report.ts')).report(record, options));

program
  .command('results')
  .description('the ledger: all runs in a folder of records, filtered, asked in SQL, or exported')
  .option('--out <folder>', 'where records are', 'records')
  .option('--system <ids>', 'of these systems, separated by commas, as all that follow')
  .option('--verdict <verdicts>', 'holds, broken, unresolved, not judged')
  .option('--state <states>', 'ended, interrupted, running, killed')
  .option('--preset <ids>', 'of published figures')
  .option('--seed <seeds>', 'of these random streams')
  .option('--engine <engines>', 'wasm, openblas')
  .option('--made-by <versions>', 'made by these versions of Orrery')
  .option('--since <date>', 'ended then or later: 2026-11-27, 2026-11-27T12:00, or 7d, 12h, 30m ago')
  .option('--before <date>', 'ended before that')
  .option('--last <n>', 'that many of the newest')
  .option('--where <condition>', 'with a point that is so, in SQL: "samples > 100 and verdict = \'broken\'"')
  .option('--sql <query>', 'a query of the views runs and points, which these filters restrict')
  .option('--predictions', 'list what was registered by orrery predict --register')
  .option('--export <file>', 'write the points, or the answer of --sql, as .csv, .parquet or .json')
  .addOption(json())
  .addHelpText(
    'after',
    '\nExamples\n  $ orrery results --system ridge --verdict broken --since 7d\n  $ orrery results --sql "select system, count(*) as runs from runs group by system"\n  $ orrery results --where "samples > 100" --export points.parquet',
  )
  .action(async (options) => (await import('./results.ts')).results(options));

program
  .command('compare')
  .description('two records of one system, at the points that both have: predictions, means, verdicts')
  .argument('<a>', 'a folder that `orrery run` wrote')
  .argument('<b>', 'another')
  .addOption(json())
  .action(async (a, b, options) => (await import('./compare.ts')).compare(a, b, options));

program
  .command('merge')
  .description('one record of several: more trials of the same points, or more values of one key')
  .argument('<records...>', 'folders that `orrery run` wrote, with the same system, version, engine and seed')
  .option('--out <folder>', 'where the record goes', 'records')
  .addOption(json())
  .action(async (records, options) => (await import('./merge.ts')).merge(records, options));

program
  .command('new')
  .description('a folder with a system of your own to start from')
  .argument('<folder>', 'its last part is the id, as in my-system')
  .addHelpText(
    'after',
    '\nExamples\n  $ orrery new my-system\n  $ orrery check ./my-system\n  $ orrery run ./my-system',
  )
  .action(async (folder) => (await import('./new.ts')).newSystem(folder));

program
  .command('check')
  .description('holds a system to the promises of the contract, one by one')
  .argument('<system>', 'a folder, or the id of a system of this package')
  .addOption(json())
  .action(async (system, options) => (await import('./check.ts')).check(system, options));

program
  .command('doctor')
  .description('what this machine has: engines, their speed, and how to get the faster one')
  .addOption(json())
  .action(async (options) => (await import('./doctor.ts')).doctor(options));

program
  .command('start')
  .description('the first look: three runs of `ridge`, on synthetic data and on handwritten digits')
  .option('--out <folder>', 'where records go', 'records')
  .addOption(new Option('--engine <engine>', 'linear algebra').choices(['auto', 'wasm', 'openblas']).default('auto'))
  .option('--jobs <n>', 'worker threads')
  .action(async (options) => (await import('./start.ts')).start(options));

program
  .command('lab')
  .description('the laboratory as a page in your browser, served to this machine alone')
  .option('--port <n>', 'where to listen (default: 1704, or a free port when that is taken)')
  .option('--no-open', 'do not open the browser')
  .addOption(new Option('--page <folder>', 'a built page other than the one that comes with the package').hideHelp())
  .addHelpText('after', '\nExamples\n  $ orrery lab\n  $ orrery lab --port 8000 --no-open')
  .action(async (options) => (await import('./lab.ts')).lab(options));

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, as `head`, is no error.
    if (error.code !== 'EPIPE') console.error(`orrery: the output could not be written: ${error.message}`);
    process.exit(error.code === 'EPIPE' ? 0 : 74);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = (await import('./failure.ts')).report(error);
}
