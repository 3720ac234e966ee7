import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const cdp = fileURLToPath(new URL('../../bin/cdp.js', import.meta.url));
export const checkout = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `cdp` as a user would, in the checkout. */
export const startCdp = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess => spawn(process.execPath, [cdp, ...args], { cwd: checkout, env, stdio: 'pipe' });

/** Starts a script in TypeScript, in the checkout. @param path from there, or absolute. */
export const startScript = (
  path: string,
  ...args: readonly string[]
): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', path, ...args], { cwd: checkout });

/** Runs `cdp` to its end, in the environment of the test. */
export async function runCdp(args: readonly string[], input = ''): Promise<Finished> {
  const child = startCdp(args, process.env);
  const finished = collectOutput(child);
  child.stdin?.end(input);
  return finished;
}

/** What a process has printed when it ends. */
export async function collectOutput(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

/** Runs `cdp` with `--json` and reads what it prints. @throws where it fails. */
export async function cdpJson<T>(args: readonly string[], input = ''): Promise<T> {
  const { status, stdout, stderr } = await runCdp([...args, '--json'], input);
  if (status !== 0) throw new Error(`cdp ${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** Resolves with all that was printed on standard output once it contains a text. @throws where the process ends before. */
export function printed(child: ChildProcess, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes(text)) resolve(stdout);
    });
    child.once('close', (status) =>
      reject(new Error(`cdp ended with ${status} before it printed "${text}": ${stdout}`)),
    );
  });
}
