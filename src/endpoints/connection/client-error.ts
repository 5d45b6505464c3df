import type { Socket } from 'node:net';
import { badRequest, StatusError } from '../../apimachinery/status-error.ts';

/** Answers what is no HTTP request, and headers that are too large, with a Status, and ends the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // The client is gone, or an answer is on its way already: nothing can be said.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const { status, reason } = describe(error.code);
  const body = `${JSON.stringify(status.status)}\n`;
  socket.end(
    `HTTP/1.1 ${status.status.code} ${reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function describe(code: string | undefined): { status: StatusError; reason: string } {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: new StatusError(431, 'BadRequest', 'the request header fields are too large'),
        reason: 'Request Header Fields Too Large',
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: new StatusError(408, 'Timeout', 'the request did not arrive in time'),
        reason: 'Request Timeout',
      };
    default:
      return { status: badRequest('the request is not valid HTTP'), reason: 'Bad Request' };
  }
}
