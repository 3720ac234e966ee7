import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { checkout, collectOutput, type Finished, printed, startScript } from './run-cdp.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What `npm run build` does. */
export const buildFunctions = (...args: string[]): Promise<Finished> =>
  collectOutput(startScript('scripts/build-functions.ts', ...args));

/** Starts a built function as Cloud Run does, until the test is over. @param base what is in its environment besides. */
export async function startFunction(
  source: string,
  target: string,
  signatureType: 'cloudevent' | 'http',
  env: NodeJS.ProcessEnv = {},
  base = process.env,
): Promise<{ url: string; child: ChildProcess }> {
  const framework = join(
    checkout,
    'node_modules/@google-cloud/functions-framework/build/src/main.js',
  );
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [framework, '--source', source, '--target', target, '--signature-type', signatureType],
    { env: { ...base, PORT: String(port), ...env } },
  );
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  await printed(child, `URL: http://localhost:${port}/`);
  return { url: `http://localhost:${port}/`, child };
}

/** Builds all functions into a folder, each of which finds what its package.json names, and no other package. */
export async function buildDeployment(out: string): Promise<void> {
  const built = await buildFunctions('--out', out, '--json');
  if (built.status !== 0) throw new Error(`The functions can't be built: ${built.stderr}`);
  for (const { function: name, dependencies } of JSON.parse(built.stdout)) {
    for (const dependency of Object.keys(dependencies)) {
      const link = join(out, name, 'node_modules', dependency);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(checkout, 'node_modules', dependency), link, 'junction');
    }
  }
}

/** Builds one function. @returns the folder of its bundle, which finds the packages of the checkout. */
export async function bundleOf(name: string): Promise<string> {
  const dir = await temporaryFolder();
  await mkdir(join(dir, 'functions'));
  await symlink(join(checkout, 'functions', name), join(dir, 'functions', name), 'junction');
  await symlink(join(checkout, 'node_modules'), join(dir, 'node_modules'), 'junction');
  const out = join(dir, 'dist');
  const built = await buildFunctions('--functions', join(dir, 'functions'), '--out', out);
  if (built.status !== 0) throw new Error(`${name} can't be built: ${built.stderr}`);
  return join(out, name);
}
