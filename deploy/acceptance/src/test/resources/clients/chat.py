"""OpenAI's own client for Python as its quick start has it: base URL and key are in the environment. Prints a line for each thing that worked."""

import json

from openai import NotFoundError, OpenAI

client = OpenAI()
MODEL = "fast-text"
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def user(text):
    return [{"role": "user", "content": text}]


models = [model.id for model in client.models.list()]
assert MODEL in models, models
assert client.models.retrieve(MODEL).object == "model"
print("models")

reply = client.chat.completions.with_raw_response.create(model=MODEL, messages=user("Why do rivers meander?"))
completion = reply.parse()
assert completion.choices[0].message.content, completion
assert completion.usage.total_tokens > 0, completion
assert reply.headers["x-request-id"], dict(reply.headers)
print("chat")

text, usage, finish = "", None, None
for chunk in client.chat.completions.create(
    model=MODEL, messages=user("Why do rivers meander?"), stream=True, stream_options={"include_usage": True}
):
    usage = chunk.usage or usage
    for choice in chunk.choices:
        text += choice.delta.content or ""
        finish = choice.finish_reason or finish
assert text == completion.choices[0].message.content, (text, completion)
assert finish == "stop" and usage.total_tokens == completion.usage.total_tokens, (finish, usage)
print("streaming")

called = client.chat.completions.create(
    model=MODEL, messages=user("The weather in Oslo?"), tools=[WEATHER], tool_choice="required"
)
call = called.choices[0].message.tool_calls[0]
assert call.function.name == "weather" and "city" in json.loads(call.function.arguments), called
print("tools")

name, arguments = "", ""
for chunk in client.chat.completions.create(
    model=MODEL, messages=user("The weather in Oslo?"), tools=[WEATHER], tool_choice="required", stream=True
):
    for choice in chunk.choices:
        for piece in choice.delta.tool_calls or []:
            name += piece.function.name or ""
            arguments += piece.function.arguments or ""
assert (name, arguments) == (call.function.name, call.function.arguments), (name, arguments, call)
print("tools streamed")

try:
    client.chat.completions.create(model="no-such-model", messages=user("Hello"))
    raise AssertionError("an unknown model was taken")
except NotFoundError as error:
    assert error.code == "model_not_found", error
print("errors")
