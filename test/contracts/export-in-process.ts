import { DuckDbWarehouse } from '../../shared/adapters/embedded/duckdb-warehouse.ts';
import { profileRow } from '../builders/profile-rows.ts';

/** Begins to replace the first partition of 2026 in the folder of its argument, and waits in the middle to be killed. */
async function* endless() {
  for (let id = 0; id < 5000; id += 1) yield profileRow(`killed${id}`);
  console.log('in the middle');
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}

const [dir = ''] = process.argv.slice(2);
await new DuckDbWarehouse({ dir }).replacePartition('profiles', '2026-01-01', endless());
