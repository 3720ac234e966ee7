import { isAbsolute } from 'node:path';
import colors from 'picocolors';
import type { SourceBalance } from '../../domain/event/reconciliation.ts';
import { grouped } from '../terminal.ts';
import type { OrderProof } from './in-any-order.ts';

export const welcomeText = (url: string, data: string): string =>
  `${colors.bold('Tributary')}  a made-up shop, live on this machine: ${colors.cyan(url)}, data in ${data}\n`;

/** The two promises, as they were just kept, or broken. */
export function orderProofText(proof: OrderProof, balances: readonly SourceBalance[]): string {
  const same = proof.first === proof.second;
  const lines = [
    '',
    `The same events again, shuffled and a third of them twice (${grouped(proof.messages)} messages):`,
    same
      ? colors.green(`  byte-identical profiles, sha256 ${proof.first.slice(0, 16)}… both times`)
      : colors.red(
          `  the profiles differ: ${proof.first.slice(0, 16)}… and ${proof.second.slice(0, 16)}…`,
        ),
  ];
  for (const {
    source,
    accepted,
    applied,
    duplicate,
    quarantined,
    suppressed,
    pending,
    difference,
  } of balances) {
    lines.push(
      `Every event accounted for, source ${source}:`,
      (difference === 0 ? colors.green : colors.red)(
        `  ${grouped(accepted)} accepted = ${grouped(applied)} applied + ${duplicate} duplicate + ${quarantined} quarantined + ${suppressed} suppressed + ${pending} pending`,
      ),
    );
  }
  return lines.join('\n');
}

/** What to type next. */
export function closingText(url: string, data: string, ends: boolean): string {
  const at = `--data ${isAbsolute(data) ? JSON.stringify(data) : data}`;
  const commands = [
    [`npx cdp profile email:ana@example.com --timeline ${at}`, 'her last events'],
    [`npx cdp profile user_id:u-ana --explain traits.email ${at}`, 'why that address'],
    [`npx cdp profile user_id:u-ana --explain audiences.vip ${at}`, 'why a member'],
    [`npx cdp audience list ${at}`, 'who belongs together'],
    [`npx cdp export snapshot ${at}`, 'profiles into the warehouse'],
    [`npx cdp query "SELECT identifiers, computed FROM profiles LIMIT 5" ${at}`, ''],
  ];
  if (!ends) commands.push([`curl ${url}/v1/profiles/user_id:u-ana`, 'over HTTP']);
  return [
    '',
    ends ? colors.bold('Type next:') : colors.bold('Type next, in another terminal:'),
    ...commands.map(([command, why]) =>
      `  ${colors.cyan(command ?? '')}  ${colors.dim(why ?? '')}`.trimEnd(),
    ),
    ends ? '' : `\n${colors.dim('The shop goes on; Ctrl-C closes it.')}\n`,
  ].join('\n');
}
