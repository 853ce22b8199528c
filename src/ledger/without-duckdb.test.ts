import { expect, it, vi } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { ask } from './ask.ts';

vi.mock('@duckdb/node-api', () => {
  throw new Error("Cannot find package '@duckdb/node-api'");
});

it('says what to install where the optional package is missing', async () => {
  const asked = ask(
    [],
    { option: '--sql', sql: 'select 1' },
    () => {},
    async () => {},
  );
  await expect(asked).rejects.toThrow(BadInput);
  await expect(asked).rejects.toThrow(
    /DuckDB, whose package is optional and not installed here: npm install @duckdb\/node-api/,
  );
});
