import { readFile } from 'node:fs/promises';

/** What a process has in memory, MiB. */
export interface Memory {
  /** Its own: heaps, stacks, buffers. */
  own: number;
  /** That, and the pages of files that it has mapped: a cache, which the system takes back when it needs it. */
  resident: number;
}

/** As Linux counts it. @throws on other systems, and where there is no such process. */
export async function memoryOf(pid: number | undefined): Promise<Memory> {
  return readMemory(await readFile(`/proc/${pid}/status`, 'utf8'));
}

export function readMemory(status: string): Memory {
  const mebibytes = (name: string): number => {
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
    if (kibibytes === undefined) throw new Error(`The status of the process tells no ${name}.`);
    return Number(kibibytes) / 1024;
  };
  return { own: mebibytes('RssAnon'), resident: mebibytes('VmRSS') };
}
