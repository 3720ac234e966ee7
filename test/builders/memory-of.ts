import { readFile } from 'node:fs/promises';

/** Bytes that a process holds in memory now, and has held at most, as Linux counts them. */
export async function memoryOf(pid: number | undefined): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string): number => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
    if (kilobytes === undefined) throw new Error(`Process ${pid} has no figure ${name}.`);
    return Number(kilobytes) * 1024;
  };
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
}
