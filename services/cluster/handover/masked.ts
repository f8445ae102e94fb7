// Text as it may be handed to others: whatever a program on a blade said, nothing that opens a door is in it.

const mask = '(secret)';

/** A private key in PEM, to the end of the text it stands in: where it was cut short there is no end to look for. */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g;
/** What lets a node in (kubernetes.io, "Authenticating with bootstrap tokens"): kubeadm prints it with its advice. */
const bootstrapToken = /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g;
/** 32 bytes in base64url, as calls home carry them: of both cases and digits, which no name here has. */
const bearerToken = /(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{43}(?![\w-])/g;

export const masked = (text: string): string => text.replace(privateKey, mask).replace(bootstrapToken, mask).replace(bearerToken, mask);
