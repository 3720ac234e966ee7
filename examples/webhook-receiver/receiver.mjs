// A receiver of Tributary's webhooks, with nothing but Node:
//
//   CRM_SECRET=whsec_… PORT=4000 node examples/webhook-receiver/receiver.mjs
//
// It verifies what it gets by the Standard Webhooks specification, takes every delivery once however often it comes, and answers 204.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Replays of a captured request are refused after that; seconds. */
const tolerance = 5 * 60;

/** The secrets that are valid now: two of them, with a space between, while one is replaced. */
const keys = (process.env.CRM_SECRET ?? '')
  .split(' ')
  .filter((secret) => secret.startsWith('whsec_'))
  .map((secret) => Buffer.from(secret.slice('whsec_'.length), 'base64'));

if (keys.length === 0) {
  console.error('Set CRM_SECRET to the secret of the destination: whsec_ and base64.');
  process.exit(2);
}

/** Why a request is not to be trusted; undefined where it is. The body is the bytes as they came: parsed and printed again, they may differ. */
function refusalOf(headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (!id || !timestamp) return 'webhook-id or webhook-timestamp is missing';
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= tolerance)) {
    return 'webhook-timestamp is too far from now';
  }
  const expected = keys.map((key) =>
    createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest(),
  );
  const given = (headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'));
  const isSigned = given.some((signature) =>
    expected.some((mac) => mac.length === signature.length && timingSafeEqual(mac, signature)),
  );
  return isSigned ? undefined : 'no signature is ours';
}

/** The deliveries taken. Yours would be in a database, written together with what a delivery leads to. */
const taken = new Set();

const server = createServer(async (request, response) => {
  const body = await buffer(request);
  const refusal = refusalOf(request.headers, body);
  if (refusal !== undefined) {
    response.writeHead(401).end(`${refusal}\n`);
    return;
  }
  const id = request.headers['webhook-id'];
  if (!taken.has(id)) {
    const { type, data } = JSON.parse(body.toString('utf8'));
    console.log(JSON.stringify({ id, type, audience: data.audience, profileId: data.profileId }));
    taken.add(id);
  }
  response.writeHead(204).end();
});

server.listen(Number(process.env.PORT ?? 4000), '127.0.0.1', () => {
  console.log(`listens on http://127.0.0.1:${server.address().port}/`);
});
