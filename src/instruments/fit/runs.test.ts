import { expect, it } from 'vitest';
import { type ColumnChoices, readRuns } from './runs.ts';

const choices: ColumnChoices = { missing: 'refuse', duplicates: 'refuse', operations: 6 };

function read(text: string, name = 'runs.csv') {
  return readRuns({ name, origin: name, bytes: async () => new Uint8Array(new TextEncoder().encode(text)) }, choices);
}

it('finds columns as exports and people name them, and sorts runs by compute', async () => {
  const headers = [
    'Name,config.n_params,config.train_tokens,summary.eval/loss',
    'run,Parameters,Tokens (seen),Val loss',
    'id,N,D,L',
    'State,model_size,num_samples,final_loss',
  ];
  for (const header of headers) {
    const { columns, loss, names } = await read(
      `${header}\na,4e8,3e9,2.5\nb,1e8,1e9,3\nc,1e8,4e9,2.8\nd,2e8,1e9,2.9\n`,
    );
    expect(Array.from(loss), header).toEqual([3, 2.9, 2.8, 2.5]);
    expect(Array.from(columns.N!)).toEqual([1e8, 2e8, 1e8, 4e8]);
    expect(Array.from(columns.D!)).toEqual([1e9, 1e9, 4e9, 3e9]);
    expect(Object.keys(names)).toEqual(expect.arrayContaining(['N', 'D', 'loss']));
  }
});

it('tells unique tokens from tokens, and flops from both', async () => {
  const { columns } = await read(
    'parameters,tokens,unique_tokens,flops,loss\n1e8,4e9,1e9,3e18,3\n1e8,8e9,1e9,5e18,2.8\n3e8,8e9,1e9,2e19,2.7\n3e8,9e9,2e9,3e19,2.6\n',
  );
  expect(Array.from(columns.U!)).toEqual([1e9, 1e9, 1e9, 2e9]);
  expect(Array.from(columns.C!)).toEqual([3e18, 5e18, 2e19, 3e19]);
});

it('reads JSON lines', async () => {
  const lines = [2, 3, 4, 5].map((i) =>
    JSON.stringify({ config: { params: 1e8 * i }, tokens: 1e9, loss: 4 - 0.1 * i }),
  );
  const { columns, lines: rows } = await read(lines.join('\n'), 'runs.jsonl');
  expect(Array.from(columns.N!)).toEqual([2e8, 3e8, 4e8, 5e8]);
  expect(rows).toEqual([1, 2, 3, 4]);
});
