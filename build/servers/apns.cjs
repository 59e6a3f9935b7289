// A double of APNs: HTTP/2 over TLS, provider tokens verified by jose. Judged itself by @parse/node-apn (tests/OmniChannel.Adapters.Tests/Push).
// Usage: node apns.cjs FOLDER PORT PORT_OF_ONE_STREAM PORT_OF_WHAT_CAME; NODE_PATH leads to jose. FOLDER has key.pem, cert.pem and apns.pub.
// A token's first letters say what becomes of it: dead… 410, b5… 429, bad0… 400, e0… expired provider token once, f0… the stream is refused.
const http2 = require('http2');
const http = require('http');
const fs = require('fs');
const [folder, port, onePort, cameOnPort] = process.argv.slice(2);
const KID = 'ABC123DEFG', TEAM = 'DEF123GHIJ', TOPIC = 'com.example.app';

(async () => {
  const { jwtVerify, importSPKI } = await import(require.resolve('jose'));
  const key = await importSPKI(fs.readFileSync(`${folder}/apns.pub`, 'utf8'), 'ES256');
  const tls = { key: fs.readFileSync(`${folder}/key.pem`), cert: fs.readFileSync(`${folder}/cert.pem`) };
  let came = [], tokens = new Set(), expired = new Set();

  const fail = (stream, status, reason, more = {}) => {
    stream.respond({ ':status': status, 'content-type': 'application/json' });
    stream.end(JSON.stringify({ reason, ...more }));
  };

  async function answer(stream, headers, body) {
    if (headers[':method'] !== 'POST') return fail(stream, 405, 'MethodNotAllowed');
    const [, device] = /^\/3\/device\/([0-9a-fA-F]*)$/.exec(headers[':path']) ?? [];
    if (device === undefined) return fail(stream, 404, 'BadPath');
    if (!device) return fail(stream, 400, 'MissingDeviceToken');
    if (device.startsWith('f0')) return stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
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
  // GET what came since the last time, over plain HTTP/1.1.
  http.createServer((request, response) => {
    response.end(JSON.stringify({ came, tokens: tokens.size }));
    came = [];
    tokens = new Set();
    expired = new Set();
  }).listen(Number(cameOnPort), '127.0.0.1', () => console.log('READY'));
})();
