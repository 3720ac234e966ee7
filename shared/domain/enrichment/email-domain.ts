import type { CanonicalEvent } from '../event/event.ts';
import type { Enricher } from './enricher.ts';

/** Mailboxes of a function, not of a person (RFC 2142, and those that are in use besides). */
const roles = new Set(
  'abuse accounts admin billing careers contact enquiries hello help hostmaster hr info jobs mail marketing news newsletter no-reply noreply office postmaster press privacy sales security service shop support team webmaster'.split(
    ' ',
  ),
);

/** Names that nobody can have a mailbox at (RFC 2606, RFC 6761). */
const reserved = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|localhost|test)$/;

const shape = /^([^\s@]+)@([^\s@.]+(?:\.[^\s@.]+)+)$/;

/** `context.emailDomain` of the email that the event tells of somebody: `{domain, kind: free|disposable|business|reserved, role?: true}`. */
export const emailDomainEnricher: Enricher = {
  name: 'emailDomain',
  path: '/context/emailDomain',
  needs: { fact: 'mailDomains', asks: (event) => emailOf(event) !== undefined },
  enrich(event, context, facts): undefined {
    const email = emailOf(event);
    if (email === undefined || context['emailDomain'] !== undefined) return;
    const [, mailbox = '', domain = ''] = shape.exec(email) ?? [];
    if (domain === '') return;
    const kind = reserved.test(domain) ? 'reserved' : facts.mailDomainKind(domain);
    context['emailDomain'] = { domain, kind, ...(roles.has(mailbox) && { role: true }) };
  },
};

function emailOf({ traits, context }: CanonicalEvent): string | undefined {
  const email = traits?.['email'] ?? context?.traits?.['email'];
  return typeof email === 'string' ? email.trim().toLowerCase() : undefined;
}
