import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../builders/free-port.ts';
import { checkout, collectOutput, printed, startScript } from '../builders/run-cdp.ts';
import { terraformPlan } from '../terraform/terraform-plan.ts';

/** What the functions that are measured are registered for. */
const signatures = {
  collect: 'http',
  validate: 'cloudevent',
  enrich: 'cloudevent',
  merge: 'cloudevent',
  pipeline: 'cloudevent',
  tutorial: 'cloudevent',
  keeper: 'cloudevent',
  empty: 'cloudevent',
  publisher: 'cloudevent',
  clients: 'cloudevent',
} as const;

export type FunctionName = keyof typeof signatures;

/** Those that are no part of the product, but what it is held against. */
const baselines: readonly FunctionName[] = ['tutorial', 'keeper', 'empty', 'publisher', 'clients'];

const folderOf = (name: FunctionName): string =>
  join(checkout, baselines.includes(name) ? 'test/bench/functions' : 'functions', name);

const framework = join(
  checkout,
  'node_modules/@google-cloud/functions-framework/build/src/main.js',
);

/** None outlives this process, however it ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A function in a process of its own, which serves. */
export interface RunningFunction {
  port: number;
  /** When its process was asked for, as `performance.now()` has it. */
  spawnedAt: number;
  stop(): Promise<void>;
}

/** By function, how Node is to run it, as Terraform has it; of one that it does not deploy there is nothing to say. */
async function nodeOptions(): Promise<ReadonlyMap<string, string>> {
  const options = new Map<string, string>();
  for (const stages of ['separate', 'composed']) {
    const { functions } = await terraformPlan({ project_id: 'benchmark', stages });
    for (const { name, env } of functions) options.set(name, env['NODE_OPTIONS'] ?? '');
  }
  // Held against `pipeline`, it runs as that does.
  options.set('keeper', options.get('pipeline') ?? '');
  return options;
}

/** The bundles of the functions as they are deployed, in a folder of their own. */
export class BuiltFunctions {
  readonly #dir: string;
  readonly #nodeOptions: ReadonlyMap<string, string>;

  private constructor(dir: string, options: ReadonlyMap<string, string>) {
    this.#dir = dir;
    this.#nodeOptions = options;
  }

  /** Does what `npm run build` does. */
  static async build(): Promise<BuiltFunctions> {
    const dir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
    const source = join(dir, 'functions');
    await mkdir(source);
    for (const name of Object.keys(signatures) as FunctionName[]) {
      await symlink(folderOf(name), join(source, name), 'junction');
    }
    // The packages that a deployment installs beside the bundles.
    await symlink(join(checkout, 'node_modules'), join(dir, 'node_modules'), 'junction');
    const out = join(dir, 'dist');
    const { status, stderr } = await collectOutput(
      startScript('scripts/build-functions.ts', '--functions', source, '--out', out),
    );
    if (status !== 0) throw new Error(`The functions can't be built: ${stderr}`);
    return new BuiltFunctions(dir, await nodeOptions());
  }

  /** Starts one as Cloud Run does. Resolves when it listens. */
  async start(name: FunctionName, env: NodeJS.ProcessEnv = {}): Promise<RunningFunction> {
    const port = await freePort();
    const source = join(this.#dir, 'dist', name);
    const spawnedAt = performance.now();
    const child = spawn(
      process.execPath,
      [framework, '--source', source, '--target', name, '--signature-type', signatures[name]],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: this.#nodeOptions.get(name) ?? '',
          ...env,
          PORT: `${port}`,
        },
      },
    );
    running.add(child);
    await printed(child, `URL: http://localhost:${port}/`);
    return {
      port,
      spawnedAt,
      stop: async () => {
        await stopped(child);
        running.delete(child);
      },
    };
  }

  async close(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
