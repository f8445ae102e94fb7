// The npm package tftp2 as a client: `node tftp-client.cjs ADDRESS PORT REMOTE LOCAL`.

const { writeFileSync } = require('node:fs');
const { Client } = require('tftp2');

const [address, port, remote, local] = process.argv.slice(2);
const client = Client(address, Number(port));
const parts = [];
client
  .read(
    remote,
    (data) => parts.push(Buffer.from(data)),
    () => writeFileSync(local, Buffer.concat(parts)),
  )
  .then(() => client.close());
