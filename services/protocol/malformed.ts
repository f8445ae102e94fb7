// What a decoder says of bytes that cannot be what their sender meant. Not the same as something that is not there.

export interface Malformed {
  readonly malformed: string;
}

export const isMalformed = (value: object): value is Malformed => 'malformed' in value;
