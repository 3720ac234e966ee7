import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { hashOfKey } from '../../shared/domain/source/write-key.ts';
import { bundleOf, startFunction } from '../builders/built-functions.ts';
import { otlpReceiver } from '../telemetry/otlp-receiver.ts';

const authorization = `Basic ${Buffer.from('a-long-key:').toString('base64')}`;

test('an instance that is told to end answers the requests that it has, sends its telemetry, and ends well', async () => {
  const collector = await otlpReceiver();
  const { url, child } = await startFunction(await bundleOf('collect'), 'collect', 'http', {
    K_SERVICE: 'collect',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    WEB_WRITE_KEY: hashOfKey('a-long-key'),
  });
  // Its connection stays open.
  const refused = await fetch(`${url}v1/track`, { method: 'POST', body: '{}' });
  expect(refused.status).toBe(401);

  const sending = request(`${url}v1/track`, { method: 'POST', headers: { authorization } });
  const answered = once(sending, 'response');
  sending.write('{"event": ');
  await once(sending, 'socket');
  // The second of two connections: when it is answered, the first has been taken up.
  expect((await fetch(`${url}v1/elsewhere`)).status).toBe(404);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  sending.end('nothing');
  const [response] = await answered;
  expect([response.statusCode, await text(response)]).toEqual([
    400,
    expect.stringContaining('JSON'),
  ]);
  expect(await ended).toEqual([0, null]);
  expect(collector.spans()).toEqual(['collect', 'collect']);
  expect(collector.metrics()).toContain('tributary.stage.duration');
});

test('one that nobody has asked anything ends well, too', async () => {
  const env = { K_SERVICE: 'profiles' };
  const { child } = await startFunction(await bundleOf('profiles'), 'profiles', 'http', env);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
