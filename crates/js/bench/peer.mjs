// node peer.mjs FILE SECONDS, in a folder where `@cloud-copilot/iam-simulate` is installed: its public
// function, which reads the policies at every call, and its engine with the policies loaded. It always
// explains. Prints rates a second.

import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cases, check, rate } from './cases.mjs';

const [file, seconds] = [process.argv[2], Number(process.argv[3]) / 2];
const from = createRequire(path.join(process.cwd(), 'package.json'));
const folder = path.join(path.dirname(from.resolve('@cloud-copilot/iam-simulate')), '../esm');
const part = (name) => import(pathToFileURL(path.join(folder, name)));
const { runSimulation } = await part('index.js');
const { authorize } = await part('core_engine/CoreSimulatorEngine.js');
const { AwsRequestImpl } = await part('request/request.js');
const { RequestContextImpl } = await part('requestContext.js');
const { DiscoveryContextKeyConstraints } = await part(
  'context_keys/discoveryContextKeyConstraints.js',
);
const { loadPolicy } = await import(
  pathToFileURL(from.resolve('@cloud-copilot/iam-policy').replace('/cjs/', '/esm/'))
);

/** The policies of a kind from the root down to an account; every level needs its own entry. */
function levels(setup, kind) {
  const way = (node) => {
    if (node.type === 'account' && node.id === setup.principal.account) return [node];
    const below = (node.children ?? []).map(way).find((found) => found !== undefined);
    return below && [node, ...below];
  };
  const nodes = (setup.organization && way(setup.organization.root)) ?? [];
  return nodes.map((node) => ({
    orgIdentifier: node.id,
    policies: named(node[kind] ?? [], `${kind} of ${node.id}`),
  }));
}

function named(policies, name) {
  return policies.map((policy, at) => ({ name: `${name} ${at + 1}`, policy }));
}

function simulation({ setup, request }) {
  return {
    request: {
      principal: setup.principal.arn,
      action: request.action,
      resource: { resource: request.resource, accountId: setup.resource_account },
      contextVariables: request.context ?? {},
    },
    identityPolicies: named(setup.identity_policies ?? [], 'identity'),
    serviceControlPolicies: levels(setup, 'scps'),
    resourceControlPolicies: levels(setup, 'rcps').filter(({ policies }) => 0 < policies.length),
    resourcePolicy: setup.resource_policy?.document,
    permissionBoundaryPolicies:
      setup.permissions_boundary && named([setup.permissions_boundary], 'boundary'),
  };
}

/** What `authorize` takes: everything read beforehand. */
function loaded({ request, ...simulated }) {
  const read = (policies) =>
    policies?.map(({ name, policy }) => loadPolicy(policy, { name }));
  const readLevels = (all) =>
    all.map(({ orgIdentifier, policies }) => ({ orgIdentifier, policies: read(policies) }));
  const allowing = named(
    [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }],
    'RCPFullAWSAccess',
  );
  // Its public function puts this policy at every level itself.
  const rcps = simulated.resourceControlPolicies.map(({ orgIdentifier, policies }) => ({
    orgIdentifier,
    policies: [...allowing, ...policies],
  }));
  const { resourcePolicy } = simulated;
  return {
    request: new AwsRequestImpl(
      request.principal,
      request.resource,
      request.action,
      new RequestContextImpl(request.contextVariables),
      request.resource.resource === '*',
    ),
    sessionPolicy: undefined,
    identityPolicies: read(simulated.identityPolicies),
    serviceControlPolicies: readLevels(simulated.serviceControlPolicies),
    resourceControlPolicies: readLevels(rcps),
    resourcePolicy: resourcePolicy && loadPolicy(resourcePolicy, { name: 'resource' }),
    permissionBoundaries: read(simulated.permissionBoundaryPolicies),
    vpcEndpointPolicies: undefined,
    simulationParameters: {
      simulationMode: 'Strict',
      discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints(),
    },
  };
}

const all = cases(file);
const simulations = all.map(simulation);
const requests = simulations.map(loaded);
const word = (result) => (result === 'Allowed' ? 'Allow' : 'Deny');
check(all, (one) => word(authorize(loaded(simulation(one))).result));
for (const [at, one] of simulations.entries()) {
  const response = await runSimulation(one, {});
  if (response.resultType === 'error' || word(response.overallResult) !== all[at].expected.decision) {
    console.error(`not measured, since its public function fails ${all[at].id}`);
    console.error(JSON.stringify(response.errors ?? response.overallResult));
    process.exit(1);
  }
}

console.log(
  JSON.stringify({
    engine: await rate(all.length, seconds, (times) => {
      for (let time = 0; time < times; time += 1) for (const request of requests) authorize(request);
    }),
    calls: await rate(all.length, seconds, async (times) => {
      for (let time = 0; time < times; time += 1) {
        for (const one of simulations) await runSimulation(one, {});
      }
    }),
  }),
);
