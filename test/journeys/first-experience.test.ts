import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, collectOutput, printed, runCdp, startCdp } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

describe('npm run demo and npm start', () => {
  it('are the two commands of the README', async () => {
    const { scripts } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['start']).toBe('node bin/cdp.js demo');
    expect(scripts['demo']).toBe('node bin/cdp.js demo --once');
  });

  it('show a profile, the two proofs and the next commands, which work', async () => {
    const dir = join(await temporaryFolder(), 'demo');
    const { status, stdout, stderr } = await runCdp([
      'demo',
      '--once',
      '--data',
      dir,
      '--port',
      '0',
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('⇒ one profile: Ana Moreno · u-ana · ana@example.com on 2 devices');
    expect(stdout).toMatch(/revenue +663\.03/);
    expect(stdout).toContain('byte-identical profiles');
    // How many people come depends on the hours that the two days have, so on the time of the run.
    expect(stdout).toMatch(
      / {2}(\d+|\d+,\d+) accepted = \1 applied \+ 0 duplicate \+ 0 quarantined \+ 0 suppressed \+ 0 pending/,
    );

    const commands = [...stdout.matchAll(/npx cdp (.*?)(?: {2}|$)/gm)].map(
      ([, command]) => command ?? '',
    );
    expect(commands).toHaveLength(6);
    for (const command of commands) {
      const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      const next = await runCdp(args);
      expect([command, next.status, next.stdout === '']).toEqual([command, 0, false]);
    }
  });

  it('go on live until Ctrl-C, which ends them cleanly', async () => {
    const dir = join(await temporaryFolder(), 'demo');
    const child = startCdp(['demo', '--data', dir, '--port', '0']);
    const finished = collectOutput(child);
    const stdout = await printed(child, 'Ctrl-C closes it');
    const url = /curl (http:\S+)/.exec(stdout)?.[1] ?? '';
    const response = await fetch(url);
    expect(await response.json()).toMatchObject({ identifiers: { user_id: ['u-ana'] } });
    child.kill('SIGINT');
    expect(await finished).toMatchObject({ status: 0, stderr: '' });
  });
});
