/** The topics of `emulator-config/topology.json`. */
export type Topic =
  | 'events'
  | 'events-validated'
  | 'events-enriched'
  | 'events-quarantined'
  | 'profile-changes'
  | 'audience-changes'
  | 'sweep-requests'
  | 'deliveries'
  | 'deliver-dead-letter'
  | 'outcomes'
  | 'export-requests';

/** A message to be published. The data is JSON: one event, an array of events, or `{"batch": [...]}`. */
export interface OutgoingMessage {
  data: Uint8Array;
  attributes?: Readonly<Record<string, string>>;
}

/** A message as it is delivered. */
export interface Message {
  /** Unique in the topic, and the same for every redelivery. */
  id: string;
  data: Uint8Array;
  attributes: Readonly<Record<string, string>>;
  /** When the bus accepted it; ISO 8601. */
  publishTime: string;
}

/** Accepts messages. When the promise resolves, the bus has them for good, and delivers each at least once. */
export interface Publisher {
  /** The messages' ids, in order. Rejects where any of them was not accepted; those that were may arrive. */
  publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]>;
  /** Whether nobody can ever hear a topic, so that no message for it need be made. Somebody may where this is missing. */
  isUnheard?(topic: Topic): boolean;
}

/** Takes messages off a topic. Resolving acknowledges them all; rejecting asks for their redelivery. */
export type MessageHandler = (messages: readonly Message[]) => Promise<void>;
