// A batch as OpenAI's own client for Node makes it: base URL and key are in the environment. Prints a line for each thing that worked.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI, { BadRequestError, ConflictError, toFile } from "openai";

const client = new OpenAI();
const names = Array.from({ length: 120 }, (_, number) => `line-${number}`);
const picture = [{ type: "image_url", image_url: { url: "https://example.org/river.png" } }];

const line = (name, { model = "fast-text", content = `Why do rivers meander, ${name}?` } = {}) =>
  JSON.stringify({
    custom_id: name,
    method: "POST",
    url: "/v1/chat/completions",
    body: { model, messages: [{ role: "user", content }] },
  });

const upload = async (lines) =>
  client.files.create({ file: await toFile(Buffer.from(lines.join("\n")), "prompts.jsonl"), purpose: "batch" });

const create = (file, more = {}) =>
  client.batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
    ...more,
  });

const read = async (file) =>
  (await (await client.files.content(file)).text())
    .split("\n")
    .filter((text) => text)
    .map((text) => JSON.parse(text));

const wait = async (batch, seconds = 90) => {
  const until = Date.now() + 1000 * seconds;
  while (!["completed", "failed", "expired", "cancelled"].includes(batch.status)) {
    assert.ok(Date.now() < until, JSON.stringify(batch));
    await sleep(300);
    batch = await client.batches.retrieve(batch.id);
  }
  return batch;
};

const file = await upload(names.map((name) => line(name)));
assert.equal(file.purpose, "batch");
console.log("upload");

let batch = await create(file, { metadata: { night: "7" } });
assert.equal(batch.status, "validating");
batch = await wait(batch);
assert.equal(batch.status, "completed", JSON.stringify(batch));
assert.deepEqual(batch.metadata, { night: "7" });
assert.deepEqual(batch.request_counts, { total: names.length, completed: names.length, failed: 0 });
assert.ok(!batch.error_file_id, JSON.stringify(batch));
console.log("completed");

const answers = await read(batch.output_file_id);
assert.deepEqual(answers.map((answer) => answer.custom_id).sort(), [...names].sort());
for (const answer of answers) {
  assert.equal(answer.error, null);
  assert.equal(answer.response.status_code, 200);
  assert.ok(answer.response.body.choices[0].message.content);
}
const tokens = answers.reduce((sum, answer) => sum + answer.response.body.usage.total_tokens, 0);
assert.equal(batch.usage.total_tokens, tokens);
console.log("output");

// No model of the alias looks at pictures.
const mixed = await wait(await create(await upload([line("told"), line("shown", { content: picture })])));
assert.equal(mixed.status, "completed", JSON.stringify(mixed));
assert.deepEqual(mixed.request_counts, { total: 2, completed: 1, failed: 1 });
assert.deepEqual(
  (await read(mixed.output_file_id)).map((answer) => answer.custom_id),
  ["told"],
);
const errors = await read(mixed.error_file_id);
assert.equal(errors.length, 1);
assert.equal(errors[0].custom_id, "shown");
assert.equal(errors[0].response.status_code, 400);
assert.ok(errors[0].response.body.error.message);
console.log("error file");

const bad = await wait(await create(await upload([line("a"), line("b", { model: "no-such-model" }), line("a")])));
assert.equal(bad.status, "failed", JSON.stringify(bad));
assert.deepEqual(bad.errors.data.map((error) => error.line).sort(), [2, 3]);
console.log("validation");

const listed = [];
for await (const one of client.batches.list({ limit: 1 })) listed.push(one.id);
assert.ok(listed.includes(batch.id) && listed.includes(bad.id), listed.join());
console.log("list");

await assert.rejects(client.batches.cancel(batch.id), ConflictError);
await assert.rejects(
  create({ id: "file-0" }),
  (error) => error instanceof BadRequestError && error.param === "input_file_id",
);
console.log("errors");

const begun = await create(await upload(names.map((name) => line(name))));
await client.batches.cancel(begun.id);
const cancelled = await wait(begun);
assert.equal(cancelled.status, "cancelled", JSON.stringify(cancelled));
assert.ok(cancelled.cancelled_at);
console.log("cancel");
