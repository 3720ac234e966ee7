/** The command can't be done, and the user is told why and what to do next. Exit status 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The command was not asked for rightly. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
