import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import colors from 'picocolors';
import { hashOfKey } from '../../domain/source/write-key.ts';
import { print, printJson } from '../terminal.ts';

interface KeyOptions {
  source: string;
  json: boolean;
}

export function addKey(program: Command): void {
  const key = program.command('key').description('write keys, which senders authenticate with');
  key
    .command('create')
    .copyInheritedSettings(program)
    .description('make a write key: it is shown once, and the configuration gets its hash')
    .option('--source <name>', 'the source that it is for', 'web')
    .option('--json', 'print JSON, for tools', false)
    .action((options: KeyOptions) => createKey(options));
}

function createKey({ source, json }: KeyOptions): void {
  // 192 bits: nobody guesses it, and a plain hash keeps it.
  const key = randomBytes(24).toString('base64url');
  const hash = hashOfKey(key);
  if (json) {
    printJson({ source, key, hash });
    return;
  }
  print(`The write key, for the sender. It is kept nowhere, so keep it now:
  ${colors.bold(key)}

Its hash, for cdp.config.ts:
  sources: { ${JSON.stringify(source)}: { writeKeys: ['${hash}'] } }

To change keys, put the new hash beside the old one, move the senders, and take the old one out.`);
}
