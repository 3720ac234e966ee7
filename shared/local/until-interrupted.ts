/** Aborts on Ctrl-C or SIGTERM. A second Ctrl-C ends the process at once. */
export function untilInterrupted(): AbortController {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller;
}
