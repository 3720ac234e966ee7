import type { Clock } from '../../ports/clock.ts';

/** A failure is taken for lasting for so long, milliseconds: not every batch of events waits for it again. */
const failureLasts = 60_000;

/** Data that is opened when it is first needed, and then held. */
export class OpenedOnce<Data> {
  readonly #open: () => Promise<Data>;
  readonly #clock: Clock;
  #opening: Promise<void> | undefined;
  #data: { value: Data } | undefined;
  #failure: { error: unknown; at: number } | undefined;

  constructor(open: () => Promise<Data>, clock: Clock) {
    this.#open = open;
    this.#clock = clock;
  }

  /** Never rejects: what went wrong is thrown by `get`. */
  async open(): Promise<void> {
    if (this.#data !== undefined) return;
    if (this.#failure !== undefined && this.#clock() - this.#failure.at < failureLasts) return;
    this.#opening ??= this.#open()
      .then(
        (value) => {
          this.#data = { value };
        },
        (error: unknown) => {
          this.#failure = { error, at: this.#clock() };
        },
      )
      .finally(() => {
        this.#opening = undefined;
      });
    await this.#opening;
  }

  /** @throws what opening it has thrown. */
  get(): Data {
    if (this.#data !== undefined) return this.#data.value;
    throw this.#failure?.error ?? new Error('This data was not opened.');
  }
}
