// The version that a file of a bundle says it is written in.

const newest = 1;

/** `rackstrap/bundle/v2` where this program knows v1 only; undefined for what it knows, and for what is no version at all. */
export function newerFormat(json: unknown, file: 'bundle' | 'signature'): string | undefined {
  const { apiVersion } = (json ?? {}) as { readonly apiVersion?: unknown };
  const [, version] = new RegExp(`^rackstrap/${file}/v([1-9]\\d{0,8})$`).exec(String(apiVersion)) ?? [];
  return version !== undefined && Number(version) > newest ? String(apiVersion) : undefined;
}
