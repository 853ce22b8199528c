// The one worker script, in five roles told apart by the worker's name, so that a visitor loads it
// once.
import './settle.ts';
import { startBench } from './bench.ts';
import { startDesk } from './desk.ts';
import { startHelper } from './helper.ts';
import type { Role } from './protocol.ts';
import { startReports } from './reports.ts';
import { startTrials } from './trials.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const start: Record<Role, (scope: DedicatedWorkerGlobalScope) => void> = {
  desk: startDesk,
  bench: startBench,
  trials: startTrials,
  helper: startHelper,
  reports: startReports,
};
start[scope.name as Role](scope);
