// SPDX-License-Identifier: MIT
const http = require('http');
const minimist = require('minimist');

const { catalogue } = require('./catalogue');

const options = minimist(process.argv.slice(2), { default: { port: 8080 } });

http.createServer((request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(catalogue()));
}).listen(options.port);
