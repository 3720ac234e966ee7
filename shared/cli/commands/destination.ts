import type { Command } from 'commander';
import colors from 'picocolors';
import type { AttemptResult } from '../../domain/activation/attempt.ts';
import type { Destination, Target } from '../../domain/activation/destination.ts';
import type { ActivationControl } from '../../local/platform.ts';
import { testDispatch } from '../../runtime/activation/test-dispatch.ts';
import { destinationOf } from '../destination-of.ts';
import { addCommand, type CommonOptions } from '../options.ts';
import { note, print, printJson, table } from '../terminal.ts';
import { withPlatform } from '../with-platform.ts';
import { addSync } from './destination-sync.ts';

export function addDestination(program: Command): void {
  const destination = program
    .command('destination')
    .description('where audiences and profiles go: list, test, sync, disable, enable');
  addCommand(destination, 'list')
    .description('the destinations, what they hear of, and whether they are disabled')
    .action((options: CommonOptions) => withActivation(options, list));
  addCommand(destination, 'test')
    .description('send a signed test delivery and say what came of it')
    .argument('<name>')
    .action((name: string, options: CommonOptions) =>
      withActivation(options, (control) => test(control, name, options)),
    );
  addSync(destination);
  addCommand(destination, 'disable')
    .description('send nothing to a destination until it is enabled; its deliveries are kept')
    .argument('<name>')
    .action((name: string, options: CommonOptions) =>
      withActivation(options, (control) => disable(control, name, options)),
    );
  addCommand(destination, 'enable')
    .description('send to a destination again, as after it answered 410 and was mended')
    .argument('<name>')
    .action((name: string, options: CommonOptions) =>
      withActivation(options, (control) => enable(control, name, options)),
    );
}

const withActivation = (
  options: CommonOptions,
  work: (control: ActivationControl, options: CommonOptions) => Promise<void>,
): Promise<void> =>
  withPlatform(options, async (platform) => work(await platform.activation(), options));

async function list(
  { activation: { destinations, deliveries } }: ActivationControl,
  { json }: CommonOptions,
): Promise<void> {
  const disabled = new Map((await deliveries.disabled()).map((state) => [state.name, state]));
  const described = Object.values(destinations).map((destination) => {
    const state = disabled.get(destination.name);
    return {
      ...describe(destination),
      state: state !== undefined ? 'disabled' : destination.problem ? 'not set up' : 'enabled',
      ...(state !== undefined && { reason: state.reason }),
      ...(destination.problem !== undefined && { reason: destination.problem }),
    };
  });
  if (json) printJson(described);
  else if (described.length === 0) {
    print('There are none: add "destinations" to cdp.config.ts.');
  } else {
    const rows = described.map(({ name, target, hears, consent, state, reason = '' }) => {
      return [name, target, hears.join(', '), consent.join(', '), state, reason];
    });
    print(table(['name', 'target', 'hears of', 'consent', 'state', ''], rows));
  }
}

/** Without its secrets. */
const describe = ({ name, target, audiences, profileChanges, consent }: Destination) => ({
  name,
  target: targetText(target),
  hears: [...audiences, ...(profileChanges ? ['profile changes'] : [])],
  consent,
});

function targetText(target: Target): string {
  switch (target.kind) {
    case 'webhook':
      return target.url;
    case 'topic':
      return `topic ${target.topic}`;
    case 'warehouse':
      return 'table audience_changes';
  }
}

async function test(
  { activation: { destinations, send, clock } }: ActivationControl,
  name: string,
  { json }: CommonOptions,
): Promise<void> {
  const destination = destinationOf(destinations, name);
  const dispatch = testDispatch(destination, clock());
  const result: AttemptResult =
    destination.problem === undefined
      ? await send(destination, dispatch)
      : { kind: 'failed', ms: 0, error: destination.problem };
  const succeeded = result.kind === 'delivered';
  if (!succeeded) process.exitCode = 1;
  if (json) printJson({ destination: name, id: dispatch.id, ...result });
  else if (succeeded) {
    const status = result.status === undefined ? '' : ` answered ${result.status}`;
    print(`${colors.green('delivered')}: ${name}${status} in ${result.ms} ms, id ${dispatch.id}`);
    if (destination.audiences.size > 0) {
      note(
        colors.dim(
          `it hears of who enters from now on; of the members there are: cdp destination sync ${name}`,
        ),
      );
    }
  } else {
    const why = result.kind === 'failed' ? result.error : result.reason;
    print(`${colors.red('not delivered')}: ${why}`);
    note(adviceOn(result));
  }
}

/** What to mend. */
function adviceOn(result: AttemptResult): string {
  const status = 'status' in result ? result.status : undefined;
  if (status === 410) return 'The receiver says that it is gone for good: configure another URL.';
  if (status === 401 || status === 403 || status === 400) {
    return 'Does the receiver verify with the same secret, over the body as it came, byte by byte?';
  }
  if (status === 404 || status === 405) return 'Is the path right, and does it take POST?';
  if (status !== undefined && status >= 500) return "The receiver's own log will say more.";
  return 'Mend the destination in cdp.config.ts, or its receiver, and test again.';
}

async function disable(
  { activation }: ActivationControl,
  name: string,
  { json }: CommonOptions,
): Promise<void> {
  destinationOf(activation.destinations, name);
  const reason = 'It was disabled by an operator.';
  await activation.deliveries.disable({ name, reason, since: activation.clock() });
  if (json) printJson({ destination: name, state: 'disabled' });
  else print(`${name} is disabled. Its deliveries are kept as disabled.`);
}

async function enable(
  { activation }: ActivationControl,
  name: string,
  { json }: CommonOptions,
): Promise<void> {
  destinationOf(activation.destinations, name);
  await activation.deliveries.enable(name);
  if (json) printJson({ destination: name, state: 'enabled' });
  else {
    print(`${name} is enabled.`);
    note(colors.dim(`what it missed: cdp deliveries retry --destination ${name} --state disabled`));
  }
}
