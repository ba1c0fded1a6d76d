/**
 * Takes every message and keeps none: `node sink.mjs PORT PORT1 FOLDER`, with the certificate in the
 * folder; the first port by HTTP/2, the second by HTTP/1.1. As little work as can be, so that what is
 * measured is who sends.
 */

import fs from 'node:fs';
import http2 from 'node:http2';
import https from 'node:https';
import path from 'node:path';

const [port, port1, folder] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name));
const certified = { cert: read('certificate.pem'), key: read('key.pem') };

const server = http2.createSecureServer({ ...certified, settings: { maxConcurrentStreams: 256 } });
server.on('stream', (stream) => {
  stream.resume();
  stream.on('end', () => stream.respond({ ':status': 201 }, { endStream: true }));
});

const older = https.createServer(certified, (request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(201).end());
});

// The line is read by who started it, and waits for it.
older.listen(Number(port1), '127.0.0.1', () =>
  server.listen(Number(port), '127.0.0.1', () => console.log('up')),
);
