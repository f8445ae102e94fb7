// A program: carries what it reads to a local socket, and what comes from there to its output. QEMU runs one for each connection that a virtual
// machine makes to the laptop, so that the machine reaches that one socket and nothing else.
//
//   node relay.ts SOCKET

import { connect } from 'node:net';

const far = connect(process.argv[2] ?? '');
far.on('error', () => process.exit(1));
process.stdout.on('error', () => process.exit(1));
process.stdin.on('error', () => process.exit(1));
process.stdin.pipe(far);
far.pipe(process.stdout);
far.on('close', () => process.exit(0));
