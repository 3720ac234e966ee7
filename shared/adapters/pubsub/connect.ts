import { PubSub } from '@google-cloud/pubsub';

/**
 * A client of Pub/Sub; it connects with its first call. The project is that of the environment where none is named, and so is the
 * emulator (`PUBSUB_EMULATOR_HOST`, as `host:port`).
 */
export function connectPubSub(options: { projectId?: string; emulatorHost?: string } = {}): PubSub {
  const { projectId, emulatorHost = process.env['PUBSUB_EMULATOR_HOST'] } = options;
  const project = projectId === undefined ? {} : { projectId };
  if (emulatorHost === undefined) return new PubSub(project);
  return new PubSub({
    ...project,
    apiEndpoint: emulatorHost,
    emulatorMode: true,
    // Without any credentials the client would look for a metadata server before its first call, and warn that there is none.
    credentials: { client_email: 'emulator', private_key: 'emulator' },
  });
}
