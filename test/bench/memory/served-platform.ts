import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PlatformFigures } from '../../../shared/adapters/telemetry/figures.ts';
import { printed, startCdp } from '../../builders/run-cdp.ts';
import { type Memory, memoryOf } from './memory-of-process.ts';

const writeKey = 'benchmark';
const eventsPerRequest = 100;
/** What the platform has accepted and not yet dealt with stays in its log: so much of it at most, or the end of a run would be all waiting. */
const aheadAtMost = 5000;
const settlingSeconds = 10;
/** In the data folder: where `collect-on-signal.mjs` says how much lives. */
const liveFile = 'live-mebibytes';

/** What it has in memory, MiB. */
export interface Held extends Memory {
  /** Of its own, what JavaScript can reach: objects and buffers. The rest is code, stacks, what native libraries hold, and what allocators keep for later. */
  live: number;
}

/** `cdp serve` as a process of its own, on a folder of its own, which gets events over HTTP. */
export class ServedPlatform {
  readonly #dir: string;
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #eventOf: (number: number) => unknown;
  #sent = 0;

  private constructor(
    dir: string,
    child: ChildProcess,
    url: string,
    eventOf: (number: number) => unknown,
  ) {
    this.#dir = dir;
    this.#child = child;
    this.#url = url;
    this.#eventOf = eventOf;
  }

  /** @param eventOf the n-th event that it gets, from 0 on. */
  static async open(eventOf: (number: number) => unknown): Promise<ServedPlatform> {
    const dir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
    const child = startCdp(['serve', '--port', '0', '--json', '--data', dir], {
      ...process.env,
      NODE_OPTIONS: `--expose-gc --import ${new URL('collect-on-signal.mjs', import.meta.url)}`,
      LIVE_MEBIBYTES_FILE: join(dir, liveFile),
      WEB_WRITE_KEY: writeKey,
    });
    child.stderr?.resume();
    const { url } = JSON.parse(await printed(child, '\n')) as { url: string };
    return new ServedPlatform(dir, child, url, eventOf);
  }

  /** Sends events until there were so many since the start, and waits until all are in their profiles. */
  async sendUpTo(total: number): Promise<void> {
    while (this.#sent < total) {
      const events = Array.from({ length: Math.min(eventsPerRequest, total - this.#sent) }, () => {
        const event = this.#eventOf(this.#sent);
        this.#sent += 1;
        return event;
      });
      await this.#post({ batch: events });
      if (this.#sent % aheadAtMost === 0) await this.#settled(this.#sent - aheadAtMost);
    }
    await this.#settled(total);
  }

  /** What it holds once all garbage is collected: the least that it has in the seconds behind that, in which pages go back to the system. */
  async memory(): Promise<Held> {
    const samples: Held[] = [];
    for (let second = 0; second < settlingSeconds; second += 1) {
      // Each collection moves some of what is left together, and gives back the pages that this empties.
      this.#child.kill('SIGUSR2');
      await setTimeout(1000);
      const live = Number(await readFile(join(this.#dir, liveFile), 'utf8'));
      samples.push({ ...(await memoryOf(this.#child.pid)), live });
    }
    const least = (what: keyof Held) => Math.min(...samples.map((sample) => sample[what]));
    return { own: least('own'), live: least('live'), resident: least('resident') };
  }

  async close(): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGINT');
    await closed;
    await rm(this.#dir, { recursive: true, force: true });
  }

  /** Until so many events were applied. @throws where one met another end. */
  async #settled(events: number): Promise<void> {
    for (;;) {
      const response = await fetch(`${this.#url}/v1/stats`);
      const { outcomes } = (await response.json()) as PlatformFigures;
      const { applied = 0, ...others } = outcomes['web'] ?? {};
      if (Object.keys(others).length > 0)
        throw new Error(`Not every event was applied: ${JSON.stringify(outcomes)}`);
      if (applied >= events) return;
      await setTimeout(20);
    }
  }

  async #post(body: unknown): Promise<void> {
    const response = await fetch(`${this.#url}/v1/batch`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    await response.body?.cancel();
  }
}
