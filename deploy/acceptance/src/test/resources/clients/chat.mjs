// OpenAI's own client for Node as its quick start has it: base URL and key are in the environment. Prints a line for each thing that worked.
import assert from "node:assert/strict";
import OpenAI, { NotFoundError } from "openai";

const client = new OpenAI();
const model = "fast-text";
const user = (content) => [{ role: "user", content }];
const tools = [
  {
    type: "function",
    function: {
      name: "weather",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];

const models = [];
for await (const one of client.models.list()) models.push(one.id);
assert.ok(models.includes(model), models.join());
console.log("models");

const { data: completion, response } = await client.chat.completions
  .create({ model, messages: user("Why do rivers meander?") })
  .withResponse();
assert.ok(completion.choices[0].message.content);
assert.ok(response.headers.get("x-request-id"));
console.log("chat");

const stream = await client.chat.completions.create({
  model,
  messages: user("Why do rivers meander?"),
  stream: true,
  stream_options: { include_usage: true },
});
let text = "";
let usage;
for await (const chunk of stream) {
  usage = chunk.usage ?? usage;
  text += chunk.choices[0]?.delta?.content ?? "";
}
assert.equal(text, completion.choices[0].message.content);
assert.equal(usage.total_tokens, completion.usage.total_tokens);
console.log("streaming");

const called = await client.chat.completions.create({
  model,
  messages: user("The weather in Oslo?"),
  tools,
  tool_choice: "required",
});
const call = called.choices[0].message.tool_calls[0];
assert.equal(call.function.name, "weather");
assert.ok("city" in JSON.parse(call.function.arguments));
console.log("tools");

const helper = client.chat.completions.stream({
  model,
  messages: user("The weather in Oslo?"),
  tools,
  tool_choice: "required",
});
const whole = await helper.finalChatCompletion();
assert.equal(whole.choices[0].message.tool_calls[0].function.arguments, call.function.arguments);
console.log("tools streamed");

await assert.rejects(
  client.chat.completions.create({ model: "no-such-model", messages: user("Hello") }),
  (error) => error instanceof NotFoundError && error.code === "model_not_found",
);
console.log("errors");
