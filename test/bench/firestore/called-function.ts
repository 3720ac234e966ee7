import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** Calls on their way at once: the default concurrency of an instance of Cloud Run. */
const inFlight = 80;

/** A message on its way to a function. */
export interface Delivery {
  data: Buffer;
  attributes: Record<string, string>;
}

export interface Acknowledged {
  dueAt: number;
  acknowledgedAt: number;
}

const fromWeb = { source: 'web' };

/** A function that another process serves, called as Eventarc calls it: over HTTP, one Pub/Sub message a call. */
export class CalledFunction {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 * inFlight });
  #calls = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /** How often it was called so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Delivers messages as fast as they are acknowledged; one that fails comes again, as a subscription would have it. @returns seconds. */
  deliver(messages: readonly Buffer[]): Promise<number> {
    return this.deliverAll(messages.map((data) => ({ data, attributes: fromWeb })));
  }

  /** As `deliver` does. @param attempted told of every call. */
  async deliverAll(
    deliveries: readonly Delivery[],
    attempted: (delivery: Delivery) => void = () => {},
  ): Promise<number> {
    const waiting = deliveries.map((delivery, index) => ({
      ...delivery,
      id: `${this.#calls + index}`,
    }));
    waiting.reverse();
    const startedAt = performance.now();
    const work = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        attempted(next);
        if (!(await this.#isAcknowledged(next))) waiting.unshift(next);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    return (performance.now() - startedAt) / 1000;
  }

  /**
   * Delivers each message when it is due, milliseconds from now, whether those before are acknowledged or not. @returns when each was due, and when it was
   * acknowledged, as `performance.now()` has it.
   */
  async deliverAt(due: Float64Array, messages: readonly Buffer[]): Promise<Acknowledged[]> {
    const startedAt = performance.now();
    return Promise.all(
      messages.map(async (data, index) => {
        const dueAt = startedAt + (due[index] ?? 0);
        await setTimeout(dueAt - performance.now());
        const message = { data, attributes: fromWeb, id: `paced-${index}` };
        while (!(await this.#isAcknowledged(message)));
        return { dueAt, acknowledgedAt: performance.now() };
      }),
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  async #isAcknowledged(message: Identified): Promise<boolean> {
    this.#calls += 1;
    try {
      return (await this.#call(message)) < 300;
    } catch (error) {
      // The server may close an idle connection in the moment in which it is taken up again.
      if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return false;
      throw error;
    }
  }

  /** @returns the status. */
  async #call({ data, attributes, id }: Identified): Promise<number> {
    const call = request({
      host: '127.0.0.1',
      port: this.#port,
      method: 'POST',
      agent: this.#agent,
      headers: {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
        'ce-source': '//pubsub.googleapis.com/projects/p/topics/events',
        'ce-id': id,
      },
    });
    call.end(
      JSON.stringify({
        message: {
          data: data.toString('base64'),
          messageId: id,
          publishTime: '2026-01-01T12:00:00.000Z',
          attributes,
        },
        subscription: 'projects/p/subscriptions/s',
      }),
    );
    const [response] = await once(call, 'response');
    response.resume();
    await once(response, 'end');
    return response.statusCode;
  }
}

interface Identified extends Delivery {
  id: string;
}
