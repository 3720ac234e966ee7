import type { Command } from 'commander';
import colors from 'picocolors';
import { checkSchemas } from '../../runtime/check-schemas.ts';
import { schemasFolder } from '../../runtime/load-config.ts';
import { schemaSuffix } from '../../runtime/read-schemas.ts';
import { writeReleased } from '../../runtime/released-schemas.ts';
import { CommandError } from '../errors.ts';
import { inferSchemas } from '../infer-schemas.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { note, print, printJson } from '../terminal.ts';

/** Adds `cdp schema check`, `release` and `infer`. */
export function addSchema(program: Command): void {
  const schema = program
    .command('schema')
    .description('the tracking plan: check its schemas, release them, draft new ones');
  addCommand(schema, 'check')
    .description(
      'the schemas themselves, their examples, and that what was released takes what it took',
    )
    .argument('[dir]', 'their folder (default: that of the configuration, else schemas/events)')
    .action((dir: string | undefined, options: CommonOptions) => check(dir, options));
  addCommand(schema, 'release')
    .description(
      'after a check, make the schemas the released ones, which later checks compare with',
    )
    .argument('[dir]', 'their folder (default: that of the configuration, else schemas/events)')
    .action((dir: string | undefined, options: CommonOptions) => release(dir, options));
  addCommand(schema, 'infer')
    .description(
      'draft a schema for each event of an NDJSON file (plain, .gz, or - for standard input)',
    )
    .argument('<file...>')
    .option('--event <name>', 'of this track event only, or of identify, group, page or screen')
    .option('--source <name>', 'the lines are rows of this source, which maps them')
    .option('--out <dir>', 'write each to a file of this folder, not to standard output')
    .action(inferSchemas);
}

/** Exit status 1 where a schema has a problem. */
async function check(dir: string | undefined, options: CommonOptions): Promise<void> {
  const { schemas, released, problems } = await checked(dir, options);
  if (problems.length > 0) process.exitCode = 1;
  if (options.json) {
    printJson({ schemas: schemas.map(({ name }) => name), released, problems });
    return;
  }
  for (const { schema, path, rule, message } of problems) {
    print(
      `${colors.bold(`${schema}${schemaSuffix}`)} ${path} ${colors.red(rule)}`.replace('  ', ' '),
    );
    print(`  ${message}`);
  }
  if (problems.length > 0) return;
  print(
    colors.green(
      `${schemas.length} schemas are well, and take what ${released} released ones took.`,
    ),
  );
}

async function checked(given: string | undefined, { config }: CommonOptions) {
  const dir = given ?? (await schemasFolder(config));
  try {
    return { dir, ...(await checkSchemas(dir)) };
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

async function release(given: string | undefined, options: CommonOptions): Promise<void> {
  const { dir, schemas, problems } = await checked(given, options);
  if (problems.length > 0) {
    throw new CommandError(
      `${problems.length} problems stand in the way: cdp schema check ${dir} tells them.`,
    );
  }
  const file = await writeReleased(dir, schemas);
  if (options.json) printJson({ file, schemas: schemas.map(({ name }) => name) });
  else {
    print(`${file}: ${schemas.length} schemas are released.`);
    note(colors.dim('next: commit that file with them'));
  }
}
