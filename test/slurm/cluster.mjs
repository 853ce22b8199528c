// A cluster of one node on this machine, from Debian's packages slurm-wlm and munge: daemons of its
// own on free ports of the loopback, and all its files in one folder. Several can be up at a time.
// `node test/slurm/cluster.mjs up` prints the line that makes sbatch and its like speak to it;
// `node test/slurm/cluster.mjs down <folder>` leaves nothing of it. Runs as root, without systemd.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'scontrol', 'sinfo'];

/** In the environment of the daemons and of what they start, with the folder: how `down` knows them. */
const MARK = 'ORRERY_TEST_CLUSTER';

/** The programs that a cluster needs and that are not on this machine. */
export function missingPrograms() {
  const folders = searchPath().split(':');
  return PROGRAMS.filter((name) => !folders.some((folder) => readdirIfThere(folder).includes(name)));
}

/**
 * Starts a cluster and waits until its node is idle.
 * @param {{ maxArraySize?: number, cpus?: number, minJobAge?: number }} options `minJobAge`: seconds for which it
 *   remembers jobs that ended
 */
export async function up({ maxArraySize = 1001, cpus = 2, minJobAge = 300 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'slurm-'));
  const cluster = { folder, conf: join(folder, 'slurm.conf') };
  try {
    // Slurm's plugin does not speak to a socket in a folder that others cannot enter.
    chmodSync(folder, 0o755);
    for (const name of ['munge', 'state', 'spool']) mkdirSync(join(folder, name), { mode: 0o755 });
    writeFileSync(join(folder, 'munge/key'), randomBytes(128), { mode: 0o600 });
    const ports = [await freePort(), await freePort()];
    writeFileSync(cluster.conf, configuration(folder, ports, { maxArraySize, cpus, minJobAge }));
    const munge = (name) => join(folder, 'munge', name);
    start(folder, 'munged', [
      '--foreground',
      `--key-file=${munge('key')}`,
      `--socket=${munge('socket')}`,
      `--pid-file=${munge('pid')}`,
      `--log-file=${munge('log')}`,
      `--seed-file=${munge('seed')}`,
    ]);
    await until('munged listens', () => readdirIfThere(join(folder, 'munge')).includes('socket'));
    start(folder, 'slurmctld', ['-D', '-c']);
    await startNode(cluster);
    await nodeIs(cluster, 'idle');
  } catch (error) {
    const logs = ['slurmctld.log', 'slurmd.log', 'munge/log'].map(
      (name) => `${name}: ${readIfThere(join(folder, name))}`,
    );
    await down(folder);
    throw new Error(`the cluster does not come up: ${error.message}\n${logs.join('\n')}`);
  }
  return cluster;
}

/** Ends all that belongs to the cluster in this folder, and removes the folder. */
export async function down(folder) {
  for (let i = 0; i < 50; i++) {
    const found = processesOf(folder);
    if (found.length === 0) break;
    for (const id of found) kill(id);
    await sleep(50);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the daemon of the node, and waits until the controller has heard from it. */
export async function startNode(cluster) {
  const before = startOfNode(cluster);
  start(cluster.folder, 'slurmd', ['-D']);
  await until('the node is known', () => ![before, undefined].includes(startOfNode(cluster)));
}

/** Kills the daemon of the node with SIGKILL, and leaves the jobs that it started. */
export function killNode({ folder }) {
  for (const id of processesOf(folder))
    if (readIfThere(`/proc/${id}/cmdline`).split('\0')[0].replace(/.*\//, '') === 'slurmd') kill(id);
}

/** Waits until sinfo says this of the node. */
function nodeIs(cluster, state) {
  return until(`the node is ${state}`, () => answerOf(cluster, 'sinfo', ['-h', '-o', '%T']).split('\n')[0] === state);
}

/** When the daemon was started that the controller heard from last; undefined before the first. */
function startOfNode(cluster) {
  return /SlurmdStartTime=(\d\S+)/.exec(answerOf(cluster, 'scontrol', ['show', 'node']))?.[1];
}

/** Empty where nobody answers. */
function answerOf({ conf }, command, words) {
  try {
    return execFileSync(command, words, { env: { ...process.env, SLURM_CONF: conf }, stdio: 'pipe' }).toString();
  } catch {
    return '';
  }
}

function configuration(folder, [controller, node], { maxArraySize, cpus, minJobAge }) {
  const [host, user] = [hostname().split('.')[0], userInfo().username];
  return `ClusterName=orrery
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
CredType=cred/munge
SlurmctldPort=${controller}
SlurmdPort=${node}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MaxArraySize=${maxArraySize}
MinJobAge=${minJobAge}
KillWait=2
ReturnToService=2
# Says what the node has, whatever the machine has.
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_interval=1,sched_min_interval=10000,batch_sched_delay=0,default_queue_depth=10000
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${cpus} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES DefaultTime=30 MaxTime=60 PriorityTier=1
PartitionName=short Nodes=ALL MaxTime=1 PriorityTier=1
PartitionName=urgent Nodes=ALL MaxTime=60 PriorityTier=10
`;
}

/** In a session of its own, so that a Ctrl-C for whoever started it is none for the daemon. */
function start(folder, program, words) {
  const log = openSync(join(folder, `${program}.out`), 'a');
  const env = { ...process.env, PATH: searchPath(), SLURM_CONF: join(folder, 'slurm.conf'), [MARK]: folder };
  const child = spawn(program, words, { cwd: folder, env, detached: true, stdio: ['ignore', log, log] });
  child.on('error', () => {});
  child.unref();
  closeSync(log);
}

/** Daemons of this folder, the shepherds of its jobs, and the jobs. */
function processesOf(folder) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => ({ id: Number(id), parent: parentOf(id) }))
    .filter(({ parent }) => parent !== undefined);
  const found = new Set(
    all
      .filter(({ id }) => readIfThere(`/proc/${id}/environ`).split('\0').includes(`${MARK}=${folder}`))
      .map(({ id }) => id),
  );
  for (let grown = true; grown; ) {
    const children = all.filter(({ id, parent }) => !found.has(id) && found.has(parent));
    for (const { id } of children) found.add(id);
    grown = children.length > 0;
  }
  found.delete(process.pid);
  return [...found];
}

/** Undefined for what has ended, and only waits for its parent to look. */
function parentOf(id) {
  const [, state, parent] = /\) (\S) (\d+)/.exec(readIfThere(`/proc/${id}/stat`)) ?? [];
  return state === undefined || state === 'Z' ? undefined : Number(parent);
}

function kill(id) {
  try {
    process.kill(id, 'SIGKILL');
  } catch {}
}

/** Daemons stand where a user's PATH may not look. */
function searchPath() {
  return `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
}

async function until(what, isSo) {
  for (let i = 0; i < 2400; i++) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error(`waited for two minutes, and it is not so that ${what}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readdirIfThere(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

async function main([word, ...rest]) {
  const numbers = { '--max-array-size': 'maxArraySize', '--cpus': 'cpus' };
  if (word === 'up' && rest.length % 2 === 0 && rest.every((one, i) => (i % 2 ? Number(one) >= 1 : one in numbers))) {
    const missing = missingPrograms();
    if (missing.length > 0) throw new Error(`${missing.join(', ')} not found: apt-get install slurm-wlm munge`);
    const options = Object.fromEntries(rest.flatMap((one, i) => (i % 2 ? [] : [[numbers[one], Number(rest[i + 1])]])));
    const { folder, conf } = await up(options);
    console.log(`export SLURM_CONF=${conf}`);
    console.error(`a cluster in ${folder}; node test/slurm/cluster.mjs down ${folder}`);
  } else if (word === 'down' && rest.length === 1) {
    if (readIfThere(join(rest[0], 'slurm.conf')) === '') throw new Error(`${rest[0]} is no folder of a cluster`);
    await down(rest[0]);
  } else {
    throw new Error('use: cluster.mjs up [--max-array-size n] [--cpus n] | down <folder>');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
