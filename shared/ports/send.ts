import type { AttemptResult } from '../domain/activation/attempt.ts';
import type { Destination } from '../domain/activation/destination.ts';

/** What is sent in an attempt. */
export interface Dispatch {
  /** The same for every attempt at one delivery. */
  id: string;
  /** JSON. */
  body: string;
  /** What routers and filters want to know without reading the body. */
  attributes: Readonly<Record<string, string>>;
  /** Keeps the order of one person where a destination asks for it. */
  orderingKey?: string;
  /** When the attempt is made, milliseconds since 1970. */
  at: number;
}

/** Sends to a destination, once. It never rejects for what the destination does: that is a result. */
export type Send = (destination: Destination, dispatch: Dispatch) => Promise<AttemptResult>;
