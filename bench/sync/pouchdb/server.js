/** express-pouchdb in memory, with no more of CouchDB's routes than PouchDB itself needs. */

import express from 'express';
import expressPouchDB from 'express-pouchdb';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import mapreduce from 'pouchdb-mapreduce';
import replication from 'pouchdb-replication';

PouchDB.plugin(memory).plugin(mapreduce).plugin(replication);
const InMemory = PouchDB.defaults({ adapter: 'memory' });
const api = expressPouchDB(InMemory, { mode: 'minimumForPouchDB', inMemoryConfig: true });
express().use('/', api).listen(Number(process.env.PORT), '127.0.0.1');
