import { expect, it } from 'vitest';
import { isLive, readAccounts } from './states.ts';

it('reads what the accounting says of each task that ended', () => {
  const text = `12_0|COMPLETED|0:0
12_1|CANCELLED by 1000|0:15
12_2|FAILED|3:0
12_3|TIMEOUT|0:0
12_4|OUT_OF_MEMORY|0:125
12_[5,7-8%2]|CANCELLED by 0|0:0
13|COMPLETED|0:0

`;
  expect(readAccounts(text)).toEqual([
    { job: '12', task: 0, state: { state: 'COMPLETED', exitCode: 0 } },
    { job: '12', task: 1, state: { state: 'CANCELLED', signal: 15 } },
    { job: '12', task: 2, state: { state: 'FAILED', exitCode: 3 } },
    { job: '12', task: 3, state: { state: 'TIMEOUT' } },
    { job: '12', task: 4, state: { state: 'OUT_OF_MEMORY', signal: 125 } },
    ...[5, 7, 8].map((task) => ({ job: '12', task, state: { state: 'CANCELLED' } })),
  ]);
});

it.each(['PENDING', 'RUNNING', 'COMPLETING', 'SUSPENDED', 'REQUEUED', 'REQUEUE_HOLD'])('%s may still run', (state) => {
  expect(isLive({ state })).toBe(true);
});

it.each(['COMPLETED', 'TIMEOUT', 'PREEMPTED', 'NODE_FAIL', 'BOOT_FAIL', 'DEADLINE', 'CANCELLED', 'UNKNOWN'])(
  '%s does not run any more',
  (state) => {
    expect(isLive({ state })).toBe(false);
  },
);
