// Whether a TCP port of another machine is open.

import { connect } from 'node:net';

export interface TcpPort {
  readonly address: string;
  readonly port: number;
}

/** True when it took a connection within `patience` milliseconds; nothing is sent. */
export const tcpAnswers = ({ address, port }: TcpPort, patience: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answers: boolean) => {
      resolve(answers);
      socket.destroy();
    };
    socket.setTimeout(patience, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => end(true));
  });
