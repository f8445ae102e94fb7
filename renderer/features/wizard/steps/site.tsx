// The wizard's step: site.

export { SiteStep } from '../site/site-step.tsx';
