import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/** A process that ends when this one does, however this one ends. */
export interface TetheredProcess {
  /** The last of what it printed. */
  output(): string;
  /** Why it is not running any more; `undefined` while it is. */
  ended(): string | undefined;
  /** Kills it, and resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * A watcher waits on a pipe that only the parent holds. When the parent closes it, or dies in whatever way, the watcher reads its end and kills
 * the process, which has taken the shell's place and so has its id.
 */
const tether = '{ cat <&3 >/dev/null 2>&1; kill -9 $$ 2>/dev/null; } & exec 3<&-; exec "$@"';

const keptCharacters = 4000;

/** Starts a program through `sh`. Nothing of what it prints is shown. */
export function startTethered(command: string, args: readonly string[]): TetheredProcess {
  const child = spawn('sh', ['-c', tether, 'sh', command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // In a group of its own, so that Ctrl-C reaches only the parent, which may still need it to finish its work.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptCharacters);
    });
  }
  let ended: string | undefined;
  const rope = child.stdio[3] as Writable;
  rope.on('error', () => {
    // The pipe breaks when the process ends by itself; "exit" tells of that.
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (status, signal) => {
    ended = signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`;
    rope.destroy();
  });
  letGo(child);
  return {
    output: () => output,
    ended: () => ended,
    stop: async () => {
      if (ended !== undefined) return;
      child.ref();
      const exit = once(child, 'exit');
      rope.destroy();
      await exit;
    },
  };
}

/** A forgotten process keeps nobody's event loop alive: it ends with its parent. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) {
    if (stream instanceof Socket) stream.unref();
  }
}
