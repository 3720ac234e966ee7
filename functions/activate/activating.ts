import type { Publisher } from '../../shared/ports/event-bus.ts';
import type { Activation } from '../../shared/runtime/activation/activation.ts';

/** What the function works with. */
export interface Activating {
  activation: Activation;
  publisher: Publisher;
  /** Resolves after some milliseconds. */
  wait: (ms: number) => Promise<void>;
}

/** Acknowledge the message; or have it delivered again, which is no failure. */
export type Answer = 'done' | 'later';
