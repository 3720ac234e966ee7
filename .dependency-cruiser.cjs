/** The layers of docs: functions see everything; adapters see ports and domain; ports see domain; domain sees nothing. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

module.exports = {
  forbidden: [
    only(
      'domain-is-pure',
      '^shared/domain/(?!.*\\.test\\.ts$)',
      [
        '^shared/domain/',
        '^schemas/',
        '^(node:)?crypto$',
        '^node_modules/(bowser|ipaddr\\.js|libphonenumber-js|msgpackr|re2js)/',
      ],
      'The domain does no I/O: it sees itself, the generated schemas, a hash and pure parsers.',
    ),
    only(
      'ports-see-domain',
      '^shared/ports/',
      ['^shared/(ports|domain)/', '^schemas/'],
      'A port is a contract in words of the domain.',
    ),
    only(
      'adapters-see-ports-and-domain',
      '^shared/adapters/(?!.*\\.test\\.ts$)',
      [
        '^shared/(adapters|ports|domain)/',
        '^schemas/',
        '^emulator-config/',
        '^node_modules/',
        '^(node:)?[a-z0-9_/]+$',
      ],
      'An adapter implements a port; it knows no function, no runtime and no command.',
    ),
    only(
      'simulation-sees-domain',
      '^shared/simulation/(?!.*\\.test\\.ts$)',
      ['^shared/(simulation|domain)/'],
      'The simulation is pure: what it makes up follows from a seed, in words of the domain.',
    ),
    {
      name: 'adapters-do-not-mix',
      severity: 'error',
      from: { path: '^shared/adapters/([^/]+)/' },
      to: { path: '^shared/adapters/([^/]+)/', pathNot: '^shared/adapters/($1|memory)/' },
    },
    {
      name: 'functions-do-not-see-each-other',
      comment:
        'Functions meet on topics; only the composed pipeline, the export, which makes again what the stages made, and the local platform join them.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: '^functions/(pipeline|export)/|\\.test\\.ts$' },
      to: { path: '^functions/([^/]+)/', pathNot: '^functions/$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-product',
      severity: 'error',
      from: { path: '^(functions|shared|bin)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
