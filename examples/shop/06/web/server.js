// SPDX-License-Identifier: MIT
const fs = require('fs');
const path = require('path');
const express = require('express');
const minimist = require('minimist');

const { catalogue, search } = require('./catalogue');

const options = minimist(process.argv.slice(2), { default: { port: 8080 } });
const app = express();

app.get('/', (request, response) => {
  response.json(catalogue());
});

app.get('/search', (request, response) => {
  const words = request.query.words;
  const found = search(words);
  response.send('<h1>Results for ' + words + '</h1>' + found.map((each) => `<p>${each.name}</p>`).join(''));
});

app.get('/sheet', (request, response) => {
  const file = path.join('sheets', request.query.name);
  response.send(fs.readFileSync(file, 'utf8'));
});

app.listen(options.port);
