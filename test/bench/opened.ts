interface Closable {
  close(): Promise<void>;
}

/** What takes its time to open: it is opened when it is first asked for, and closed if it ever was. */
export class Opened<Value extends Closable> {
  readonly #open: () => Promise<Value>;
  #value: Promise<Value> | undefined;

  constructor(open: () => Promise<Value>) {
    this.#open = open;
  }

  value(): Promise<Value> {
    this.#value ??= this.#open();
    return this.#value;
  }

  async close(): Promise<void> {
    await (await this.#value)?.close();
  }
}
