import type { Exporter } from '../../functions/export/target.ts';

/** The process is dead: whatever it still tries fails. */
class Killed extends Error {
  override readonly name = 'Killed';
}

/** A process that dies at one of its steps, before the step has any effect, and does nothing afterwards. */
export class Life {
  /** The names of the steps so far. */
  readonly steps: string[] = [];
  readonly #diesAt: number | undefined;

  /** @param diesAt the index of the last step; it lives for ever where that is absent. */
  constructor(diesAt?: number) {
    this.#diesAt = diesAt;
  }

  /** @throws Killed where the process is dead. */
  readonly step = (name: string): void => {
    this.steps.push(name);
    if (this.#diesAt !== undefined && this.steps.length > this.#diesAt) throw new Killed();
  };
}

type Port = 'store' | 'archive' | 'deliveries' | 'warehouse' | 'exports';

/** What exports work with, in a process that may die at any call of some of its ports. */
export function mortal(exporter: Exporter, life: Life, ports: readonly Port[]): Exporter {
  const watched = <Watched extends object>(port: Watched, portName: Port): Watched =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          life.step(`${portName}.${String(name)}`);
          return method.apply(target, args);
        };
      },
    });
  const all = Object.fromEntries(ports.map((name) => [name, watched(exporter[name], name)]));
  return { ...exporter, ...all };
}
