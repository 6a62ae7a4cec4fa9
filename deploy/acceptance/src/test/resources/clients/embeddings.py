"""Embeddings as OpenAI's own client for Python asks for them: base URL and key are in the environment. Prints a line for each thing that worked."""

from openai import BadRequestError, OpenAI

client = OpenAI()
MODEL = "vectors"

both = client.embeddings.create(model=MODEL, input=["river", "mill"], dimensions=4)
assert [one.index for one in both.data] == [0, 1], both
assert [len(one.embedding) for one in both.data] == [4, 4], both
assert both.usage.prompt_tokens == both.usage.total_tokens > 0, both
print("vectors")

mill = client.embeddings.create(model=MODEL, input="mill", dimensions=4, encoding_format="float")
(plain,) = [one.embedding for one in mill.data]
assert all(abs(a - b) < 1e-6 for a, b in zip(plain, both.data[1].embedding, strict=True)), (mill, both)
print("floats")

try:
    client.embeddings.create(model=MODEL, input=[])
    raise AssertionError("a request for no text was taken")
except BadRequestError as refused:
    assert refused.param == "input", refused
print("errors")
