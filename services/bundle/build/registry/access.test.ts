import { describe, expect, it } from 'vitest';
import { dockerLogins, endpointsOf, registriesAccess } from './access.ts';

const basic = (text: string) => Buffer.from(text).toString('base64');
const login = { username: 'me', password: 'secret' };

describe('where a registry is asked', () => {
  it('is itself by https, Docker Hub where it answers, and a registry on this machine by http', () => {
    const bases = ['registry.k8s.io', 'docker.io', 'localhost:5000', '127.0.0.1:5000', '[::1]:5000'].map(
      (host) => endpointsOf(host, {}, {})[0]!.base,
    );
    expect(bases).toEqual([
      'https://registry.k8s.io/v2/',
      'https://registry-1.docker.io/v2/',
      'http://localhost:5000/v2/',
      'http://127.0.0.1:5000/v2/',
      'http://[::1]:5000/v2/',
    ]);
  });
  it('is its mirrors first, in their order, with what they put before a repository', () => {
    const access = { 'registry.k8s.io': { mirrors: ['http://10.0.0.1:5000', 'https://harbor.example.org/k8s/proxy/'] } };
    expect(endpointsOf('registry.k8s.io', access, {}).map(({ base, label }) => [base, label])).toEqual([
      ['http://10.0.0.1:5000/v2/', '10.0.0.1:5000'],
      ['https://harbor.example.org/v2/k8s/proxy/', 'harbor.example.org/k8s/proxy'],
      ['https://registry.k8s.io/v2/', 'registry.k8s.io'],
    ]);
  });
});

describe('a password', () => {
  const logins = { 'registry.k8s.io': login, 'mirror.example:5000': login, 'plain.example': login, 'localhost:5000': login };
  const shown = (host: string, access = {}) => endpointsOf(host, access, logins).map(({ login: one }) => one !== undefined);

  it('is shown to the host it is for, not to its mirrors', () => {
    expect(shown('registry.k8s.io', { 'registry.k8s.io': { mirrors: ['https://other.example'] } })).toEqual([false, true]);
    expect(shown('registry.k8s.io', { 'registry.k8s.io': { mirrors: ['https://mirror.example:5000'] } })).toEqual([true, true]);
  });
  it('goes over https, to this machine, or where somebody wrote that it may go by http', () => {
    expect(shown('registry.k8s.io', { 'registry.k8s.io': { mirrors: ['http://mirror.example:5000'] } })).toEqual([false, true]);
    expect(shown('localhost:5000')).toEqual([true]);
    expect(endpointsOf('plain.example', { 'plain.example': { plainHttp: true } }, logins)[0]).toMatchObject({
      base: 'http://plain.example/v2/',
      login,
    });
  });
  it('in the specification counts before the one of docker login', () => {
    const access = { 'registry.k8s.io': { username: 'other', password: 'word' } };
    expect(endpointsOf('registry.k8s.io', access, logins)[0]!.login).toEqual({ username: 'other', password: 'word' });
  });
});

describe("Docker's config.json", () => {
  it('tells the logins it keeps, by host', () => {
    const auths = {
      'https://index.docker.io/v1/': { auth: basic('me:secret') },
      'ghcr.io': { auth: basic('me:se:cret') },
      'https://harbor.example:8443/v2/': { username: 'me', password: 'secret' },
      'helper.example': {},
      'broken.example': { auth: '!!!' },
      'half.example': { auth: basic('me') },
    };
    expect(dockerLogins(JSON.stringify({ auths, credsStore: 'desktop' }))).toEqual({
      'docker.io': login,
      'ghcr.io': { username: 'me', password: 'se:cret' },
      'harbor.example:8443': login,
    });
  });
  it.each(['', '{', '[]', '{"auths":[]}', '{"auths":{"a":1}}'])('is not understood as %j', (text) =>
    expect(dockerLogins(text)).toBeUndefined(),
  );
  it('may keep none', () => expect(dockerLogins('{}')).toEqual({}));
});

describe('registries in a specification', () => {
  it.each([
    { 'a.example': { mirrors: ['mirror.example'] } },
    { 'a.example': { mirrors: ['https://user:word@mirror.example'] } },
    { 'a.example': { username: 'me' } },
    { 'a.example': { unknown: true } },
  ])('are refused as %j', (access) => expect(registriesAccess.safeParse(access).success).toBe(false));
  it('are taken with mirrors, a login and plain http', () => {
    const access = { 'a.example': { mirrors: ['https://m.example/x'], ...login, plainHttp: true } };
    expect(registriesAccess.parse(access)).toEqual(access);
  });
});
