// Where things lie in a bundle's directory: the manifest, its signature, and every part under its digest, as in an OCI image layout.

export const manifestFile = (directory: string): string => `${directory}/manifest.json`;

export const signatureFile = (directory: string): string => `${directory}/manifest.sig`;

export const blobDirectory = (directory: string): string => `${directory}/blobs/sha256`;

/** Two parts of the same bytes are one file. */
export const blobFile = (directory: string, sha256: string): string => `${blobDirectory(directory)}/${sha256}`;
