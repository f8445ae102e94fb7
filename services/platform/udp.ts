// UDP sockets: tied to one network device where asked, so that nothing leaves by another.

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface UdpSocket {
  readonly local: Endpoint;
  send(bytes: Uint8Array, to: Endpoint): void;
  /** One handler; called for every datagram from now on. */
  onMessage(handler: (bytes: Uint8Array, from: Endpoint) => void): void;
  close(): Promise<void>;
}
