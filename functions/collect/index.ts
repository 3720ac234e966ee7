import { http } from '@google-cloud/functions-framework';
import { deployment } from '../../shared/runtime/deployment.ts';
import { collect } from './collect.ts';

http('collect', async (request, response) => {
  const { publisher, rules } = await deployment();
  const { authorization } = request.headers;
  const collected = collect(
    {
      method: request.method,
      path: request.path,
      ...(authorization !== undefined && { authorization }),
      body: request.rawBody ?? new Uint8Array(),
      receivedAt: new Date().toISOString(),
    },
    rules.sources,
  );
  if (collected.status !== 200) {
    response.status(collected.status).json({ success: false, error: collected.error });
    return;
  }
  // Only what the bus has accepted is reported as collected.
  await publisher().publish('events', [collected.message]);
  response.status(200).json({ success: true });
});
