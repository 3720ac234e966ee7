import type { Exporter } from '../../functions/export/target.ts';

/** A call of a port: which, and the how manieth of all. */
export interface Step {
  name: string;
  index: number;
}

/** When a process dies: at a call, before or after it has done its work. */
export interface Death {
  at: number;
  when: 'before' | 'after';
}

/** The process is dead: whatever it still tries fails. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** What exports work with, in a process that dies at a call of a port and does nothing afterwards. Tells every call. */
export function mortal(
  exporter: Exporter,
  death: Death | undefined,
  tell = (_: Step) => {},
): Exporter {
  let calls = 0;
  let dead = false;
  const watched = <Port extends object>(port: Port, portName: string): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          const index = calls;
          calls += 1;
          tell({ name: `${portName}.${String(name)}`, index });
          if (dead || (death?.at === index && death.when === 'before')) {
            dead = true;
            throw new Killed();
          }
          const result: unknown = method.apply(target, args);
          if (death?.at !== index || !(result instanceof Promise)) return result;
          return result.then(() => {
            dead = true;
            throw new Killed();
          });
        };
      },
    });
  return {
    ...exporter,
    store: watched(exporter.store, 'store'),
    archive: watched(exporter.archive, 'archive'),
    warehouse: watched(exporter.warehouse, 'warehouse'),
    exports: watched(exporter.exports, 'exports'),
  };
}
