import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import colors from 'picocolors';
import { EmbeddedPlatform } from '../../local/embedded-platform.ts';
import { httpServer, listen } from '../../local/http-server.ts';
import { untilInterrupted } from '../../local/until-interrupted.ts';
import { loadConfig } from '../../runtime/load-config.ts';
import { findProfile } from '../../runtime/profile-loader.ts';
import { ana } from '../../simulation/ana.ts';
import { demoShop } from '../../simulation/demo-shop.ts';
import { simulateShop } from '../../simulation/simulate-shop.ts';
import { closingText, orderProofText, welcomeText } from '../demo/demo-text.ts';
import { inAnyOrder } from '../demo/in-any-order.ts';
import { LiveFeed } from '../demo/live-feed.ts';
import { playEvents } from '../demo/play-events.ts';
import { wholeNumber } from '../options.ts';
import { profileCard } from '../profile-text.ts';
import { note, print } from '../terminal.ts';

interface DemoOptions {
  once?: true;
  data: string;
  port: number;
}

const day = 86_400_000;
/** The events told one by one, and the pace of the story, milliseconds. */
const toldEvents = 23;
const toldPace = 110;

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description("play a made-up shop's live traffic and show what becomes of it (npm start)")
    .option('--once', 'end after the story instead of going on live')
    .option('--data <dir>', 'the data folder; it starts empty', join('.cdp', 'demo'))
    .option('--port <n>', 'where to listen; a free port where it is taken', wholeNumber(), 8080)
    .action(demo);
}

async function demo({ once, data, port }: DemoOptions): Promise<void> {
  const interrupted = untilInterrupted();
  await rm(data, { recursive: true, force: true });
  const platform = new EmbeddedPlatform({ config: await loadConfig(undefined), dir: data });
  const feed = new LiveFeed();
  const server = httpServer(platform, { onError: (error) => note(colors.red(String(error))) });
  try {
    const url = await listen(server, port, false);
    const running = platform.run(interrupted.signal, {
      url,
      processed: (processed) => feed.processed(processed),
      failed: (error) => note(colors.red(String(error))),
    });
    print(welcomeText(url, data));
    await tellStory(platform, feed, interrupted.signal);
    if (!interrupted.signal.aborted) {
      print(closingText(url, data, once === true));
      if (once) interrupted.abort();
      else await goOnLive(platform, feed, interrupted.signal);
    }
    await running;
  } finally {
    server.close();
    server.closeAllConnections();
    await platform.close();
  }
}

async function tellStory(
  platform: EmbeddedPlatform,
  feed: LiveFeed,
  signal: AbortSignal,
): Promise<void> {
  const shop = demoShop({ seed: 1, start: Date.now() - 2 * day });
  const events = [...shop.events];
  await playEvents(platform, events.slice(0, toldEvents), {
    pace: toldPace,
    feed,
    tell: true,
    signal,
  });
  await playEvents(platform, events.slice(toldEvents), { pace: 2, feed, tell: false, signal });
  if (signal.aborted) return;
  await platform.drain();
  print(feed.summary());
  const stored = await findProfile(platform.store, { kind: 'email', value: ana.email });
  if (stored !== undefined) print(`\n${profileCard(stored.view)}`);
  print(orderProofText(await inAnyOrder(platform), await platform.reconcile()));
}

/** More customers, at the pace of a small shop, until Ctrl-C. */
async function goOnLive(
  platform: EmbeddedPlatform,
  feed: LiveFeed,
  signal: AbortSignal,
): Promise<void> {
  const shop = simulateShop({ people: 2000, seed: 2, start: Date.now() - 30 * day });
  await playEvents(platform, shop.events, { pace: 250, feed, tell: true, signal });
}
