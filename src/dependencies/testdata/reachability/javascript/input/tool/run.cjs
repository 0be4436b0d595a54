const nail = require('nail')
