// A double of APNs: HTTP/2 over TLS, provider tokens verified by jose. Judged itself by @parse/node-apn (tests/OmniChannel.Adapters.Tests/Push).
// Usage: node apns.cjs FOLDER PORT PORT_OF_ONE_STREAM PORT_OF_WHAT_CAME; NODE_PATH leads to jose. FOLDER has key.pem, cert.pem and apns.pub.
// A token's first letters say what becomes of it: dead… 410, b5… 429, bad0… 400, e0… expired provider token once, f0… the stream is refused;
// 50…, 52…, 53…, 54… that status without APNs' JSON, c5… a 429 that is cut off, 51… silence, 5b… a success whose body never ends, cc… one whose connection breaks in the body,
// d0… the connection breaks before an answer, 92… the stream is reset as an error, 91… GOAWAY after it was looked at, 90… GOAWAY before (and taken on the next connection).
const http2 = require('http2');
const http = require('http');
const fs = require('fs');
const [folder, port, onePort, cameOnPort] = process.argv.slice(2);
const KID = 'ABC123DEFG', TEAM = 'DEF123GHIJ', TOPIC = 'com.example.app';

(async () => {
  const { jwtVerify, importSPKI } = await import(require.resolve('jose'));
  const key = await importSPKI(fs.readFileSync(`${folder}/apns.pub`, 'utf8'), 'ES256');
  const tls = { key: fs.readFileSync(`${folder}/key.pem`), cert: fs.readFileSync(`${folder}/cert.pem`) };
  let came = [], heard = new Set(), tokens = new Set(), expired = new Set(), sessions = 0;
  const sockets = new Map(); // by the client's port: a session does not let its socket be destroyed

  const cut = stream => sockets.get(stream.session.socket.remotePort).destroy();

  function page(stream, status, body = '<html><body>Sorry</body></html>') {
    stream.respond({ ':status': status, 'content-type': 'text/html' });
    stream.end(body);
  }

  function yes(stream, then) {
    stream.respond({ ':status': 200, 'apns-id': '5F0E5A7C-0000-4000-8000-000000000001' });
    stream.write(' ', then);
  }

  const faults = {
    f0: stream => stream.close(http2.constants.NGHTTP2_REFUSED_STREAM),
    50: stream => page(stream, 500),
    51: () => {},
    52: stream => page(stream, 502),
    53: stream => page(stream, 503, ''),
    54: stream => page(stream, 504),
    '5b': stream => yes(stream),
    90: stream => { stream.session.goaway(http2.constants.NGHTTP2_NO_ERROR, stream.id - 2); },
    91: stream => { stream.session.goaway(http2.constants.NGHTTP2_INTERNAL_ERROR, stream.id); setImmediate(cut, stream); },
    92: stream => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
    c5: stream => { stream.respond({ ':status': 429, 'content-type': 'application/json' }); stream.end('{"reason":"TooMan'); },
    cc: stream => yes(stream, () => setTimeout(cut, 50, stream)),
    d0: cut,
  };

  const fail = (stream, status, reason, more = {}) => {
    stream.respond({ ':status': status, 'content-type': 'application/json' });
    stream.end(JSON.stringify({ reason, ...more }));
  };

  async function answer(stream, headers, body) {
    if (headers[':method'] !== 'POST') return fail(stream, 405, 'MethodNotAllowed');
    const [, device] = /^\/3\/device\/([0-9a-fA-F]*)$/.exec(headers[':path']) ?? [];
    if (device === undefined) return fail(stream, 404, 'BadPath');
    if (!device) return fail(stream, 400, 'MissingDeviceToken');
    heard.add(device);
    const fault = faults[device.slice(0, 2)];
    if (fault && !(device.startsWith('90') && stream.id === 1)) return fault(stream);
    const [, token] = /^bearer (.+)$/i.exec(headers.authorization || '') ?? [];
    if (!token) return fail(stream, 403, 'MissingProviderToken');
    if (device.startsWith('e0') && (expired.size === 0 || expired.has(token))) {
      expired.add(token);
      return fail(stream, 403, 'ExpiredProviderToken');
    }
    try {
      const { payload, protectedHeader } = await jwtVerify(token, key, { algorithms: ['ES256'], issuer: TEAM });
      if (protectedHeader.kid !== KID) throw new Error('kid');
      if (Date.now() / 1000 - payload.iat > 3600) return fail(stream, 403, 'ExpiredProviderToken');
    } catch {
      return fail(stream, 403, 'InvalidProviderToken');
    }
    tokens.add(token);
    if (device.length < 64 || device.startsWith('bad0')) return fail(stream, 400, 'BadDeviceToken');
    if (!headers['apns-topic']) return fail(stream, 400, 'MissingTopic');
    if (headers['apns-topic'] !== TOPIC) return fail(stream, 400, 'TopicDisallowed');
    if (!/^(alert|background)$/.test(headers['apns-push-type'] ?? 'alert')) return fail(stream, 400, 'InvalidPushType');
    if (!/^(1|5|10)$/.test(headers['apns-priority'] ?? '10')) return fail(stream, 400, 'BadPriority');
    if (!/^\d+$/.test(headers['apns-expiration'] ?? '0')) return fail(stream, 400, 'BadExpirationDate');
    if ((headers['apns-collapse-id'] ?? '').length > 64) return fail(stream, 400, 'BadCollapseId');
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(headers['apns-id'] ?? '5f0e5a7c-0000-4000-8000-000000000001')) return fail(stream, 400, 'BadMessageId');
    if (!body) return fail(stream, 400, 'PayloadEmpty');
    if (Buffer.byteLength(body) > 4096) return fail(stream, 413, 'PayloadTooLarge');
    if (device.startsWith('dead')) return fail(stream, 410, 'Unregistered', { timestamp: 1700000000000 });
    if (device.startsWith('b5')) return fail(stream, 429, 'TooManyRequests');
    came.push({ device, id: headers['apns-id'], payload: JSON.parse(body) });
    stream.respond({ ':status': 200, 'apns-id': headers['apns-id'] ?? '5F0E5A7C-0000-4000-8000-000000000001' });
    stream.end();
  }

  const serve = (at, maxConcurrentStreams) => new Promise(ready => {
    const server = http2.createSecureServer({ ...tls, settings: { maxConcurrentStreams } });
    server.on('session', () => sessions++);
    server.on('secureConnection', socket => {
      const { remotePort } = socket;
      sockets.set(remotePort, socket);
      socket.on('close', () => sockets.delete(remotePort));
      socket.on('error', () => {});
    });
    server.on('stream', (stream, headers) => {
      let body = '';
      stream.on('error', () => {});
      stream.on('data', data => body += data);
      stream.on('end', () => answer(stream, headers, body).catch(error => console.error(error)));
    });
    server.listen(Number(at), '127.0.0.1', ready);
  });

  await serve(port, 100);
  await serve(onePort, 1);
  // GET what came since the last time, over plain HTTP/1.1; /heard tells which devices were named, and forgets nothing.
  http.createServer((request, response) => {
    if (request.url === '/heard') return response.end(JSON.stringify([...heard]));
    response.end(JSON.stringify({ came, tokens: tokens.size, sessions }));
    came = [];
    sessions = 0;
    heard = new Set();
    tokens = new Set();
    expired = new Set();
  }).listen(Number(cameOnPort), '127.0.0.1', () => console.log('READY'));
})();
