import { vi } from 'vitest';

/**
 * Runs a command in this process, with `--json`: what it costs to start another one is saved where that is not what the test is about.
 * @returns what it prints. @throws where it fails.
 */
export async function mainJson<T>(args: readonly string[]): Promise<T> {
  // As in a process of its own, nothing is left of the command before, which has closed its clients.
  vi.resetModules();
  const { main } = await import('../../shared/cli/main.ts');
  const printed: string[] = [];
  const complaints: string[] = [];
  const into = (texts: string[]) => (chunk: unknown) => texts.push(String(chunk)) > 0;
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(into(printed));
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(into(complaints));
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await main([...args, '--json']);
    if (process.exitCode !== undefined) throw new Error(complaints.join(''));
  } finally {
    process.exitCode = before;
    stdout.mockRestore();
    stderr.mockRestore();
  }
  return JSON.parse(printed.join('')) as T;
}
