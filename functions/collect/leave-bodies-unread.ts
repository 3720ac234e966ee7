import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';

/**
 * Keeps the Functions Framework from reading the bodies of this process's requests. Its parsers inflate up to 1 GB before a function is called,
 * and nothing that a function registers comes before them. Node announces a request before any listener of a server has it; without
 * the headers that tell of a body, the parsers pass it by, and the stream is the function's. The body itself is framed already: its end is
 * found all the same.
 */
export function leaveBodiesUnread(): void {
  subscribe('http.server.request.start', (message) => {
    const request = (message as { request: unknown }).request;
    if (!(request instanceof IncomingMessage)) return;
    delete request.headers['content-length'];
    delete request.headers['transfer-encoding'];
  });
}
