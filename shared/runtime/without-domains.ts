import domains from 'node:domain';
import { EventEmitter } from 'node:events';

/** As much of a domain as the functions framework asks for. No error is caught for its listeners. */
class NoDomain extends EventEmitter {
  /** The framework begins its work with the next tick, and looks for the domain then. */
  run(work: () => void): void {
    const running = process as { domain?: unknown };
    running.domain = this;
    work();
    process.nextTick(() => {
      if (running.domain === this) running.domain = null;
    });
  }

  bind<Listener>(listener: Listener): Listener {
    return listener;
  }
}

/**
 * The functions framework runs every request in a `node:domain`. The first one makes Node follow each promise, timer and stream of the process from there on, a
 * quarter of a busy instance's processor time, and ties what requests share, such as a connection to Firestore, to the request that came first. Nothing needs
 * it: what a function rejects with reaches the framework as a rejection. Gives it none from now on.
 */
export function withoutDomains(): void {
  Object.assign(domains, { create: () => new NoDomain() });
}
