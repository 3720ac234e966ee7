import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCdp } from '../builders/run-cdp.ts';
import { anEventSchema, configWithSchemas, writeSchemas } from '../builders/schema-folder.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';

describe('cdp schema', () => {
  it('drafts schemas from events, which pass the check, are released, and then hold', async () => {
    const dir = await temporaryFolder();
    const [events, out] = [join(dir, 'events.ndjson'), join(dir, 'schemas')];
    const lines = [1, 2, 3].map((total) =>
      JSON.stringify({ type: 'track', event: 'Order Placed', userId: 'u1', properties: { total } }),
    );
    await writeFile(events, [...lines, 'no event'].join('\n'));
    const inferred = await runCdp(['schema', 'infer', events, '--out', out]);
    expect(inferred.status).toBe(0);
    expect(inferred.stderr).toContain('3 events, and 1 lines that are none');
    expect(await readdir(out)).toEqual(['order-placed.v1.schema.json']);
    expect((await runCdp(['schema', 'infer', events, '--out', out])).stderr).toContain(
      'is there already',
    );
    expect((await runCdp(['schema', 'release', out])).status).toBe(0);

    await writeSchemas(out, [anEventSchema({ required: ['total', 'currency'] })]);
    const checked = await runCdp(['schema', 'check', out]);
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain('order-placed.v1.schema.json /required newly-required');
    expect(checked.stdout).toContain('add order-placed.v2.schema.json');
    expect((await runCdp(['schema', 'release', out])).stderr).toContain('stand in the way');
  });

  it('checks the folder that the configuration names, even where it can’t be loaded for it', async () => {
    const schema = anEventSchema({ properties: { a: { type: 'text' } } });
    const config = await configWithSchemas([schema]);
    const { status, stdout } = await runCdp(['schema', 'check', '--config', config, '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schemas: ['order-placed.v1'],
      problems: [{ rule: 'json-schema' }],
    });
  });

  it('says what is missing', async () => {
    const dir = await temporaryFolder();
    expect(await runCdp(['schema', 'check', join(dir, 'nowhere')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("can't be read"),
    });
    expect(await runCdp(['schema', 'infer', '-', '--event', 'Nothing'], '{}')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('None of 0 events is Nothing'),
    });
    expect((await runCdp(['schema'])).status).toBe(2);
  });
});
