// The NTP boot service: blades set their clocks by the laptop before anything that needs the right time.

export { type NtpPartOptions, ntpPart } from './part.ts';
