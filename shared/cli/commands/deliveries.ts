import { type Command, Option } from 'commander';
import colors from 'picocolors';
import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
} from '../../domain/activation/delivery.ts';
import type { ActivationControl } from '../../local/platform.ts';
import { type Revived, reviveDelivery } from '../../runtime/activation/revive-delivery.ts';
import { deliveriesTable, deliveryCard } from '../delivery-text.ts';
import { CommandError, UsageError } from '../errors.ts';
import { addCommand, type CommonOptions, duration, wholeNumber } from '../options.ts';
import { grouped, note, print, printJson } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';

interface FilterOptions extends CommonOptions {
  destination?: string;
  state?: DeliveryState;
  /** How long back, milliseconds. */
  since: number;
}

interface ListOptions extends FilterOptions {
  limit: number;
}

interface RetryOptions extends FilterOptions {
  failed?: true;
}

export function addDeliveries(program: Command): void {
  const deliveries = program
    .command('deliveries')
    .description('what went where and what failed: list, show, retry, drain');
  addFilter(addCommand(deliveries, 'list', { isDefault: true }))
    .description('the latest deliveries (what `cdp deliveries` does)')
    .option('--limit <n>', 'how many at most', wholeNumber(1), 50)
    .action((options: ListOptions) => withActivation(options, list));
  addCommand(deliveries, 'show')
    .description('one delivery, with what is sent')
    .argument('<id>')
    .action((id: string, options: CommonOptions) =>
      withActivation(options, (control) => show(control, id, options)),
    );
  addFilter(addCommand(deliveries, 'retry'))
    .description('attempt deliveries again at once: one, or those that failed')
    .argument('[id]')
    .option('--failed', 'those that are dead, or that failed and wait for their next attempt')
    .action((id: string | undefined, options: RetryOptions) =>
      withActivation(options, (control) => retry(control, id, options)),
    );
  addCommand(deliveries, 'drain')
    .description('attempt what is due, until nothing is; `cdp serve` does so all the time')
    .action((options: CommonOptions) => withActivation(options, drain));
}

const week = 7 * 86_400_000;

const addFilter = (command: Command): Command =>
  command
    .option('--destination <name>', 'those of one destination')
    .addOption(new Option('--state <state>', 'those in one state').choices(deliveryStates))
    .option('--since <time>', 'how far back, such as 30m, 2h or 7d', duration, week);

const withActivation = <Options extends CommonOptions>(
  options: Options,
  work: (control: ActivationControl, options: Options) => Promise<void>,
): Promise<void> =>
  withPlatform(options, async (platform) => work(await platform.activation(), options));

async function list({ activation }: ActivationControl, options: ListOptions): Promise<void> {
  const found: Delivery[] = [];
  let isMore = false;
  for await (const delivery of matching(activation, options)) {
    isMore = found.length === options.limit;
    if (isMore) break;
    found.push(delivery);
  }
  if (options.json) printJson(found);
  else if (found.length === 0) print('No deliveries: --since 30d looks further back.');
  else {
    print(deliveriesTable(found));
    if (isMore) note(colors.dim(`there are more: --limit ${options.limit * 10}`));
    note(colors.dim('next: cdp deliveries show ID'));
  }
}

function matching(
  { deliveries, destinations, clock }: ActivationControl['activation'],
  { destination, state, since }: FilterOptions,
): AsyncIterable<Delivery> {
  if (destination !== undefined && !Object.hasOwn(destinations, destination)) {
    // One that is configured no more may still have deliveries.
    note(colors.yellow(`No destination is named ${destination} in the configuration.`));
  }
  return deliveries.list({
    since: clock() - since,
    ...(destination !== undefined && { destination }),
    ...(state !== undefined && { state }),
  });
}

async function show(
  { activation }: ActivationControl,
  id: string,
  { json }: CommonOptions,
): Promise<void> {
  const [delivery] = await activation.deliveries.deliveries([id]);
  if (delivery === undefined) throw unknown(id);
  if (json) printJson(delivery);
  else print(deliveryCard(delivery));
}

const unknown = (id: string): CommandError =>
  new CommandError(`There is no delivery ${id}: cdp deliveries lists them.`);

async function retry(
  control: ActivationControl,
  id: string | undefined,
  options: RetryOptions,
): Promise<void> {
  const ids = id === undefined ? await idsToRetry(control, options) : [id];
  const revived: Delivery[] = [];
  for (const each of ids) {
    const result = await reviveDelivery(each, control.activation, control.activation.clock());
    if (result.kind === 'revived') revived.push(result.delivery);
    else if (id !== undefined) throw notRetried(id, result);
  }
  await control.wake(revived);
  if (options.json) printJson({ retried: revived.map((delivery) => delivery.id) });
  else {
    print(`${grouped(revived.length)} deliveries are due now.`);
    note(colors.dim('a running platform attempts them; else: cdp deliveries drain'));
  }
}

async function idsToRetry(
  { activation }: ActivationControl,
  options: RetryOptions,
): Promise<string[]> {
  if (!options.failed && options.state === undefined) {
    throw new UsageError('Say which: an ID, --failed, or --state disabled.');
  }
  const ids: string[] = [];
  for await (const { id, state, last } of matching(activation, options)) {
    const hasFailed = state === 'dead' || (state === 'pending' && last?.error !== undefined);
    if (hasFailed || !options.failed) ids.push(id);
  }
  return ids;
}

function notRetried(id: string, result: Exclude<Revived, { kind: 'revived' }>): CommandError {
  switch (result.kind) {
    case 'unknown':
      return unknown(id);
    case 'done':
      return new CommandError(`Delivery ${id} is ${result.state}: there is nothing to retry.`);
    case 'no-destination':
      return new CommandError(`Its destination "${result.name}" is not configured any more.`);
  }
}

async function drain(control: ActivationControl, { json }: CommonOptions): Promise<void> {
  const { activation } = control;
  const startedAt = activation.clock();
  await control.drain();
  const counts: Partial<Record<DeliveryState, number>> = {};
  for await (const { state, settledAt } of activation.deliveries.list({
    since: startedAt - week,
  })) {
    if (state === 'pending' || (settledAt ?? 0) >= startedAt)
      counts[state] = (counts[state] ?? 0) + 1;
  }
  if (json) printJson(counts);
  else {
    const parts = Object.entries(counts).map(([state, count]) => `${grouped(count)} ${state}`);
    print(parts.length === 0 ? 'Nothing was due.' : parts.join(', '));
  }
}
