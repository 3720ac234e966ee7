import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Tells this process from an earlier one that had its id, as the processes of a restarted container do. */
const life = randomUUID().slice(0, 8);

/** `.<file>.<process id>.<life>.<uuid>.tmp`: whose it is can be read from its name. */
const temporaryName = (file: string): string =>
  `.${file}.${process.pid}.${life}.${randomUUID()}.tmp`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes what processes left in a folder that died while they wrote a file of it; the files of living ones are theirs. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid, itsLife] = /^\..+\.(\d+)\.([^.]+)\.[^.]+\.tmp$/.exec(name) ?? [];
    if (pid === undefined) continue;
    const isLeft = Number(pid) === process.pid ? itsLife !== life : !isAlive(Number(pid));
    if (isLeft) await rm(join(folder, name), { force: true });
  }
}

/** Makes what the system still holds of a file, or of a folder's names, survive a power failure. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file as a whole or not at all: `write` gets the paths of two files to be beside it, fills the first, which then
 * takes the file's name, and may use the second as it likes. Both are gone afterwards; after a crash, with the next run.
 */
export async function writeAtomically(
  path: string,
  write: (temporary: string, scratch: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const temporary = join(folder, temporaryName(basename(path)));
  const scratch = join(folder, temporaryName(basename(path)));
  try {
    await write(temporary, scratch);
    await sync(temporary);
    await rename(temporary, path);
    // Windows opens no folders, and its rename is through when it returns.
    if (process.platform !== 'win32') await sync(folder);
  } finally {
    await rm(temporary, { force: true });
    await rm(scratch, { force: true });
  }
}
