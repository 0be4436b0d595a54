// SPDX-License-Identifier: MIT
const _ = require('lodash');

const products = [
  { id: 1, name: 'Kettle', price: 30 },
  { id: 2, name: 'Lamp', price: 45 },
  { id: 3, name: 'Chair', price: 80 },
];

exports.catalogue = () => _.sortBy(products, 'name');
exports.product = (id) => products.find((each) => each.id === id);
