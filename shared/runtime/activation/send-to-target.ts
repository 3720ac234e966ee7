import type { AttemptResult } from '../../domain/activation/attempt.ts';
import type { Destination } from '../../domain/activation/destination.ts';
import type { Dispatch, Send } from '../../ports/send.ts';

/** How each kind of target is sent to. */
export interface Senders {
  webhook(
    target: {
      url: string;
      secrets: readonly Uint8Array[];
      headers: Readonly<Record<string, string>>;
      timeoutMs: number;
    },
    dispatch: Dispatch,
  ): Promise<AttemptResult>;
  /** @throws where the topic did not take it. */
  topic(topic: string, dispatch: Dispatch): Promise<void>;
}

/** Sends to whatever a destination is. */
export const sendToTarget =
  (senders: Senders): Send =>
  async ({ target, timeoutMs }: Destination, dispatch: Dispatch): Promise<AttemptResult> => {
    switch (target.kind) {
      case 'webhook':
        return senders.webhook({ ...target, timeoutMs }, dispatch);
      case 'topic':
        return publish(senders, target.topic, dispatch);
      case 'warehouse':
        // That it is on record as delivered is what the export goes by.
        return { kind: 'delivered', ms: 0 };
    }
  };

async function publish(
  senders: Senders,
  topic: string,
  dispatch: Dispatch,
): Promise<AttemptResult> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  try {
    await senders.topic(topic, dispatch);
    return { kind: 'delivered', ms: elapsed() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', ms: elapsed(), error: `The topic did not take it: ${reason}` };
  }
}
