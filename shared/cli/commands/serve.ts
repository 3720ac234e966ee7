import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Command } from 'commander';
import colors from 'picocolors';
import { exportHere } from '../../../functions/export/export.ts';
import { exportTarget, usualTargets } from '../../../functions/export/targets.ts';
import { Figures } from '../../adapters/telemetry/figures.ts';
import { parseCron, wasDue } from '../../domain/export/cron.ts';
import { exporterOf } from '../../local/exporter-of.ts';
import { httpServer, listen } from '../../local/http-server.ts';
import type { Platform } from '../../local/platform.ts';
import { untilInterrupted } from '../../local/until-interrupted.ts';
import { listen as hear } from '../../runtime/telemetry.ts';
import { CommandError } from '../errors.ts';
import { addCommand, type CommonOptions, duration, wholeNumber } from '../options.ts';
import { grouped, note, print } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface ServeOptions extends CommonOptions {
  port: number;
  /** Milliseconds; 0 for never. */
  exportEvery: number;
  trustedProxies: number;
}

export function addServe(program: Command): void {
  addCommand(program, 'serve')
    .description(
      'run the platform: the collector, the pipeline, the scheduled sweep and export, the read API',
    )
    .option('--port <n>', 'where to listen', wholeNumber(), 8080)
    .option(
      '--export-every <time>',
      'how often to export a snapshot, such as 30s, 15m or 2h; 0s for never',
      duration,
      3_600_000,
    )
    .option(
      '--trusted-proxies <n>',
      "how many proxies in front of it are trusted to tell a sender's address",
      wholeNumber(),
      0,
    )
    .action((options: ServeOptions) => {
      const figures = new Figures(Date.now);
      hear(figures);
      return withPlatform(options, (platform) => serve(platform, options, figures));
    });
}

async function serve(platform: Platform, options: ServeOptions, figures: Figures): Promise<void> {
  const interrupted = untilInterrupted();
  const server = httpServer(platform, {
    trustedProxies: options.trustedProxies,
    figures: () => figures.read(),
    onError: (error) => note(colors.red(`A request failed: ${String(error)}`)),
  });
  const url = await listen(server, options.port, true).catch((error: Error) => {
    throw new CommandError(
      `Port ${options.port} can't be had (${error.message}): give another with --port.`,
    );
  });
  welcome(platform, url, options);
  const stopExports = scheduleExports(platform, options.exportEvery);
  const stopAudiences = scheduleAudiences(platform);
  const stopSweeps = scheduleSweeps(platform);
  const running = platform.run(interrupted.signal, {
    url,
    processed: () => {},
    failed: (error) => note(colors.red(`A round failed and is tried again: ${String(error)}`)),
  });
  if (!interrupted.signal.aborted) await once(interrupted.signal, 'abort');
  stopExports();
  stopAudiences();
  stopSweeps();
  // What was collected is on the disk; the next start goes on with it.
  server.close();
  server.closeAllConnections();
  await running;
  note('stopped');
}

function welcome(
  { rules, environment }: Platform,
  url: string,
  { data, backend, json }: ServeOptions,
): void {
  if (json) {
    print(JSON.stringify({ url, pid: process.pid, backend, data, environment }));
    return;
  }
  const [name, { writeKey = '' }] = Object.entries(rules.sources)[0] ?? ['web', {}];
  const isPlain = writeKey !== '' && !writeKey.startsWith('sha256:');
  print(
    `${colors.bold('Tributary')} listens on ${colors.cyan(url)}, keeps its data in ${data}. Ctrl-C ends it.`,
  );
  print(`
Send an event of the source ${name}:
  curl ${url}/v1/track -u '${isPlain ? writeKey : 'WRITE_KEY'}:' -H 'content-type: application/json' \\
    -d '{"userId": "u1", "event": "Product Viewed", "properties": {"category": "Coffee"}}'
Read the profile:
  curl ${url}/v1/profiles/user_id:u1
See what passes, and how fast:
  npx cdp tail
  npx cdp stats --url ${url}`);
  if (environment === undefined) return;
  print('\nFor programs that use Pub/Sub and Firestore directly, in another terminal:');
  for (const [name, value] of Object.entries(environment)) print(`  export ${name}=${value}`);
}

/** Exports by the clock, as Cloud Scheduler does in production. @returns what ends it. */
function scheduleExports(platform: Platform, milliseconds: number): () => void {
  if (milliseconds === 0) return () => {};
  return repeat(milliseconds, 'The export failed; the next will come in its time', async () => {
    const exporter = await exporterOf(platform);
    const request = { id: randomUUID(), at: Date.now() };
    for (const target of usualTargets(platform.rules)) {
      const rows = (await exportHere(exporter, target, request))?.rows ?? 0;
      note(colors.dim(`exported ${target.name}: ${grouped(rows)} rows`));
    }
  });
}

/** Exports audiences that have a schedule of their own. @returns what ends it. */
function scheduleAudiences(platform: Platform): () => void {
  const scheduled = platform.rules.exports.audiences.flatMap(({ table, schedule }) =>
    schedule === undefined ? [] : [{ table, cron: parseCron(schedule) ?? [] }],
  );
  if (scheduled.length === 0) return () => {};
  let lookedAt = Date.now();
  return repeat(60_000, 'The audiences could not be exported', async () => {
    // An export may take longer than a minute, and a timer be late: what was due meanwhile is due now.
    const [after, at] = [lookedAt, Date.now()];
    lookedAt = at;
    for (const { table, cron } of scheduled) {
      if (!wasDue(cron, after, at)) continue;
      try {
        const target = exportTarget(table, platform.rules);
        await exportHere(await exporterOf(platform), target, { id: randomUUID(), at });
        note(colors.dim(`exported ${table}`));
      } catch (error) {
        note(colors.red(`The export of ${table} failed: ${String(error)}`));
      }
    }
  });
}

/** Every minute, as Cloud Scheduler does in production. @returns what ends it. */
const scheduleSweeps = (platform: Platform): (() => void) =>
  repeat(60_000, 'The sweep failed; the next makes up for it', async () => {
    const { profiles, entered, exited } = await platform.sweep();
    if (profiles === 0) return;
    note(colors.dim(`swept ${grouped(profiles)} profiles: ${entered} entered, ${exited} left`));
  });

/** Does work by the clock, unless it is at it still. @param failed what to say where it fails. @returns what ends it. */
function repeat(milliseconds: number, failed: string, work: () => Promise<void>): () => void {
  let working = false;
  const timer = setInterval(async () => {
    if (working) return;
    working = true;
    try {
      await work();
    } catch (error) {
      note(colors.red(`${failed}: ${String(error)}`));
    } finally {
      working = false;
    }
  }, milliseconds);
  return () => clearInterval(timer);
}
