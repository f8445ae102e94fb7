// How a machine tells that it is of another architecture than its slot is planned with: it asks for this document instead of a kernel.

export const otherArchitecture = 'other-architecture.ipxe';
