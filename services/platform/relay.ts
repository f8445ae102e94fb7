// A program: carries what it reads to a local socket, and what comes from there to its output. QEMU runs one for each connection that a virtual
// machine makes to the laptop, so that the machine reaches that one socket and nothing else.
//
//   node relay.ts SOCKET

import { connect } from 'node:net';

const { stdin, stdout } = process;
const far = connect(process.argv[2] ?? '');
for (const end of [far, stdin, stdout]) end.on('error', () => process.exit(1));
stdin.pipe(far);
far.pipe(stdout);
// Not before the last byte is out: what is still to be written would be lost.
far.on('close', () => stdout.write('', () => process.exit(0)));
