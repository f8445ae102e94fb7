// The operating systems that can be installed.

/** `container-linux`: the original CoreOS images, end of life. `lab`: built from Debian packages where no release server can be reached. */
export const osFamilyNames = ['flatcar', 'fedora-coreos', 'container-linux', 'lab'] as const;
export type OsFamilyName = (typeof osFamilyNames)[number];
