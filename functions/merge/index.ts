import { cloudEvent } from '@google-cloud/functions-framework';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { GroupCommit } from '../../shared/runtime/group-commit.ts';
import { tracedPublisher } from '../../shared/runtime/in-span.ts';
import { profileStore } from '../../shared/runtime/stores.ts';
import { toFunction } from '../../shared/runtime/to-function.ts';
import { mergeInGroups } from './merge-in-groups.ts';
import { onMessage } from './on-message.ts';

/** The instance's own: what its concurrent invocations share. */
let commits: GroupCommit<CanonicalEvent> | undefined;

cloudEvent(
  'merge',
  toFunction('merge', (message, { publisher, rules, telemetry }, span) => {
    commits ??= mergeInGroups(publisher(), profileStore(), rules, Date.now, telemetry);
    return onMessage(message, tracedPublisher(publisher(), span), commits, span);
  }),
);
