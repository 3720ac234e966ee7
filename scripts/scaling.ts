/**
 * `npm run scaling`: the tables of docs/scaling.md, from what was measured. `--write` puts them into the page; `--measure` measures anew first,
 * which takes half a minute.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Measured, measuredFile, readMeasured } from './scaling/measured.ts';
import { scalingTables, withTables } from './scaling/tables.ts';
import { deployedBy } from './terraform/deployed.ts';
import { expandModule } from './terraform/expand.ts';
import { filesOfDisk, terraformFolder } from './terraform/read-module.ts';

const { values: options } = parseArgs({
  options: {
    measure: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

async function measure(): Promise<Measured> {
  const { default: config } = await import('../cdp.config.ts');
  const { compileRules } = await import('../shared/runtime/rules.ts');
  const { measureCpu, measureOperations } = await import('./scaling/measure-operations.ts');
  const rules = compileRules(config);
  return {
    operations: [
      await measureOperations(rules, 1),
      await measureOperations(rules, 5),
      await measureOperations(rules, 20),
    ],
    cpuMs: Math.round((await measureCpu(rules, 5)) * 1000) / 1000,
    cpuOf: `${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
  };
}

if (options.measure) {
  writeFileSync(measuredFile, `${JSON.stringify(await measure(), undefined, 2)}\n`);
}

const expansion = await expandModule(
  terraformFolder,
  { project_id: 'example-project' },
  filesOfDisk,
);
const tables = scalingTables(readMeasured(), deployedBy(expansion));
if (options.json) console.log(JSON.stringify(tables, undefined, 2));
else console.log(Object.values(tables).join('\n\n'));
if (options.write) {
  const page = new URL('../docs/scaling.md', import.meta.url);
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables));
}
