import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What tells the partition files of a table from those that take their places; empty where there are none.
 * Synchronous, for it is some microseconds a file.
 */
export function partitionFiles(folder: string): string[] {
  const files: string[] = [];
  for (const name of namesIn(folder)) {
    const file = statSync(join(folder, name, 'part.parquet'), {
      bigint: true,
      throwIfNoEntry: false,
    });
    if (file?.isFile()) files.push(`${name} ${file.ino} ${file.mtimeNs} ${file.size}`);
  }
  return files;
}

/** The partition folders. Readers may come before the first export has made any. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
