// What `docs/hosting` has for hosts that cannot be run here says the same as `web/_headers`. nginx is
// run in `hosting.spec.mjs`.

import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { headersOf } from './headers.mjs';

const read = (name) => readFile(new URL(`../../docs/hosting/${name}`, import.meta.url), 'utf8');

/** The headers that a response headers policy of CloudFront sends. */
function sent({ SecurityHeadersConfig: security, CorsConfig: cors, CustomHeadersConfig: custom }) {
  const own = custom.Items.map(({ Header, Value }) => [Header, [Value]]);
  return {
    'Content-Security-Policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
    'Referrer-Policy': [security.ReferrerPolicy.ReferrerPolicy],
    'X-Content-Type-Options': security.ContentTypeOptions.Override ? ['nosniff'] : [],
    'Access-Control-Allow-Origin': cors.AccessControlAllowOrigins.Items,
    ...Object.fromEntries(own),
  };
}

test('CloudFront sends the headers of the site', async () => {
  const { Resources: resources } = JSON.parse(await read('cloudfront.json'));
  const { DefaultCacheBehavior: page, CacheBehaviors } = resources.Site.Properties.DistributionConfig;
  const [embed] = CacheBehaviors;
  expect(embed.PathPattern).toBe('/embed/*');
  for (const [behaviour, asked] of [[page, '/'], [embed, '/embed/']]) {
    const { ResponseHeadersPolicyConfig } = resources[behaviour.ResponseHeadersPolicyId.Ref].Properties;
    const wanted = headersOf(asked);
    // There it is one header; what two policies say together one says after `;`.
    const policy = wanted['Content-Security-Policy'].join('; ');
    expect(sent(ResponseHeadersPolicyConfig), asked).toEqual({ ...wanted, 'Content-Security-Policy': policy });
    expect(behaviour.Compress).toBe(true);
  }
  expect(headersOf('/embed/')['Content-Security-Policy'].join()).not.toContain('frame-ancestors');
});

test('CloudFront finds the index of a folder', async () => {
  const { Resources: resources } = JSON.parse(await read('cloudfront.json'));
  const handler = new Function(`${resources.FolderIndex.Properties.FunctionCode}; return handler;`)();
  for (const [asked, found] of [['/', '/index.html'], ['/embed/', '/embed/index.html'], ['/a.js', '/a.js']]) {
    expect(handler({ request: { uri: asked } }).uri).toBe(found);
  }
});
