import { validate } from '../../functions/validate/validate.ts';
import type { Platform } from '../../shared/local/platform.ts';
import { findProfile } from '../../shared/runtime/profile-loader.ts';
import { aMessage } from '../builders/messages.ts';
import type { NaughtyInput } from './naughty-inputs.ts';

/** What profiles should show of inputs that were accepted, and do not: empty where everything came through intact. */
export async function damagesOf(
  inputs: readonly NaughtyInput[],
  { store, rules }: Pick<Platform, 'store' | 'rules'>,
): Promise<string[]> {
  const damages: string[] = [];
  for (const { name, body, userId, sent, kept } of inputs) {
    if (userId === undefined) continue;
    if (validate([aMessage(body)], rules).events.length === 0) continue;
    const identifier = rules.identity.identifier('user_id', userId);
    const view = identifier && (await findProfile(store, identifier))?.view;
    if (!view?.identifiers['user_id']?.includes(identifier?.value ?? '')) {
      damages.push(`${name}: nobody is known as ${identifier?.value}`);
    } else if (!isSame(sent?.(), kept?.(view))) {
      damages.push(`${name}: ${JSON.stringify(sent?.())} became ${JSON.stringify(kept?.(view))}`);
    }
  }
  return damages;
}

/** A null says that there is no value; half a surrogate pair is no character, so nothing can keep it. */
function isSame(sent: unknown, kept: unknown): boolean {
  const text = JSON.stringify(sent ?? null);
  return text === 'null' || text === JSON.stringify(kept) || /\\ud[89a-f]/i.test(text);
}
