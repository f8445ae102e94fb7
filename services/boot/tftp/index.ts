// The TFTP boot service: loaders and what PXELINUX asks for, read-only.

export { type TftpPartOptions, tftpPart } from './part.ts';
