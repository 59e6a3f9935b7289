// What others wrote for push services, asked about ours: one JSON array of questions on stdin, one of answers on stdout. NODE_PATH leads to the packages.
const ask = {
  // jose verifies a token: { jwt, publicKey (SPKI in PEM), algorithm, audience, issuer }
  async verify({ jwt, publicKey, algorithm, audience, issuer }) {
    const { jwtVerify, importSPKI } = await import(require.resolve('jose'));
    try {
      const { payload, protectedHeader } = await jwtVerify(jwt, await importSPKI(publicKey, algorithm), { algorithms: [algorithm], audience, issuer });
      return { payload, header: protectedHeader };
    } catch (error) {
      return { error: error.code };
    }
  },
  // http_ece decrypts what we encrypted: { body, privateKey, auth } in base64url
  async decrypt({ body, privateKey, auth }) {
    const key = require('crypto').createECDH('prime256v1');
    key.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    try {
      return { text: require('http_ece').decrypt(Buffer.from(body, 'base64url'), { version: 'aes128gcm', privateKey: key, authSecret: auth }).toString() };
    } catch (error) {
      return { error: error.message };
    }
  },
  // http_ece encrypts under given keys and salt: { text, ownPrivateKey, publicKey, auth, salt }
  async encrypt({ text, ownPrivateKey, publicKey, auth, salt }) {
    const key = require('crypto').createECDH('prime256v1');
    key.setPrivateKey(Buffer.from(ownPrivateKey, 'base64url'));
    const body = require('http_ece').encrypt(Buffer.from(text), { version: 'aes128gcm', salt, privateKey: key, dh: publicKey, authSecret: auth, rs: 4096, keyid: key.getPublicKey() });
    return { body: body.toString('base64url') };
  },
  // web-push makes a pair of keys
  async vapid() {
    return require('web-push').generateVAPIDKeys();
  },
  // @parse/node-apn sends to the double: { folder, port, devices }
  async apn({ folder, port, devices }) {
    const apn = require('@parse/node-apn');
    const provider = new apn.Provider({ token: { key: `${folder}/apns.p8`, keyId: 'ABC123DEFG', teamId: 'DEF123GHIJ' }, address: '127.0.0.1', port, ca: require('fs').readFileSync(`${folder}/cert.pem`), rejectUnauthorized: false, production: true });
    const answers = [];
    for (const device of devices) {
      const note = new apn.Notification({ alert: 'hello', topic: 'com.example.app', pushType: 'alert' });
      const { sent, failed } = await provider.send(note, device);
      answers.push(sent.length ? { status: 200 } : { status: Number(failed[0].status), reason: failed[0].response?.reason ?? String(failed[0].error) });
    }
    await provider.shutdown();
    return answers;
  },
};

let input = '';
process.stdin.on('data', data => input += data).on('end', async () => {
  const answers = [];
  for (const { what, ...question } of JSON.parse(input)) answers.push(await ask[what](question));
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
});
