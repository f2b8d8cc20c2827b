// Validates JSON files against a JSON Schema: node validate.mjs schema.json file.json…
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';

const read = path => JSON.parse(readFileSync(path, 'utf8'));
const [schema, ...files] = process.argv.slice(2);
const validate = new Ajv.default({ strict: false, allErrors: true }).compile(read(schema));
for (const file of files) {
  if (!validate(read(file))) {
    console.error(file, JSON.stringify(validate.errors, null, 1));
    process.exitCode = 1;
  }
}
