// Embeddings as OpenAI's own client for Node asks for them: base URL and key are in the environment. Prints a line for each thing that worked.
import assert from "node:assert/strict";
import OpenAI, { BadRequestError } from "openai";

const client = new OpenAI();
const model = "vectors";

const both = await client.embeddings.create({ model, input: ["river", "mill"], dimensions: 4 });
assert.deepEqual(
  both.data.map((one) => [one.index, one.embedding.length]),
  [
    [0, 4],
    [1, 4],
  ],
);
assert.ok(both.usage.prompt_tokens > 0);
assert.equal(both.usage.total_tokens, both.usage.prompt_tokens);
console.log("vectors");

const mill = await client.embeddings.create({ model, input: "mill", dimensions: 4, encoding_format: "float" });
assert.equal(mill.data[0].embedding.length, 4);
mill.data[0].embedding.forEach((number, at) => assert.ok(Math.abs(number - both.data[1].embedding[at]) < 1e-6));
console.log("floats");

await assert.rejects(
  client.embeddings.create({ model, input: [] }),
  (error) => error instanceof BadRequestError && error.param === "input",
);
console.log("errors");
