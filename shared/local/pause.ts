/** A pause that can be cut short. */
export class Pause {
  #end: () => void = isOver;

  /** Ends the pause that somebody is in, if anybody is: called for every message, so that it has to cost nothing then. */
  end(): void {
    this.#end();
  }

  /** Resolves when so many milliseconds are over, the pause is ended, or the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        if (this.#end === end) this.#end = isOver;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
      this.#end = end;
    });
  }
}

const isOver = () => undefined;
