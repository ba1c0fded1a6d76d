/** Takes every message and keeps none: `node sink.mjs PORT FOLDER`, with the certificate in the folder. */

import fs from 'node:fs';
import http2 from 'node:http2';
import path from 'node:path';

const [port, folder] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name));

const server = http2.createSecureServer({
  cert: read('certificate.pem'),
  key: read('key.pem'),
  allowHTTP1: true,
  settings: { maxConcurrentStreams: 256 },
});

server.on('request', (request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(201);
    response.end();
  });
});
server.listen(Number(port), '127.0.0.1', () => console.log('up'));
