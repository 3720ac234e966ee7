import { setTimeout } from 'node:timers/promises';

/** A pause that can be cut short. */
export class Pause {
  #end: () => void = () => {};

  /** Ends the pause that somebody is in, if anybody is. */
  end(): void {
    this.#end();
  }

  /** Resolves when so many milliseconds are over, the pause is ended, or the signal is aborted. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    this.#end = () => ended.abort();
    await setTimeout(milliseconds, undefined, {
      signal: AbortSignal.any([signal, ended.signal]),
    }).catch(() => undefined);
  }
}
