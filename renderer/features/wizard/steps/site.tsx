// The wizard's step: site.

export function SiteStep() {
  return null;
}
