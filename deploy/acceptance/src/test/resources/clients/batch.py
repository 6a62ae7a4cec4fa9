"""A batch as OpenAI's own client for Python makes it: base URL and key are in the environment. Prints a line for each thing that worked."""

import io
import json
import time

from openai import BadRequestError, ConflictError, OpenAI

client = OpenAI()
MODEL = "fast-text"
LINES = 120
PICTURE = [{"type": "image_url", "image_url": {"url": "https://example.org/river.png"}}]


def line(name, model=MODEL, content=None):
    body = {"model": model, "messages": [{"role": "user", "content": content or f"Why do rivers meander, {name}?"}]}
    return json.dumps({"custom_id": name, "method": "POST", "url": "/v1/chat/completions", "body": body})


def upload(lines):
    return client.files.create(file=("prompts.jsonl", io.BytesIO("\n".join(lines).encode())), purpose="batch")


def create(file, **more):
    return client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", **more
    )


def read(file):
    return [json.loads(text) for text in client.files.content(file).text.splitlines()]


def wait(batch, seconds=90):
    until = time.monotonic() + seconds
    while batch.status not in ("completed", "failed", "expired", "cancelled"):
        assert time.monotonic() < until, batch
        time.sleep(0.3)
        batch = client.batches.retrieve(batch.id)
    return batch


names = [f"line-{number}" for number in range(LINES)]
file = upload([line(name) for name in names])
assert file.purpose == "batch", file
print("upload")

batch = create(file, metadata={"night": "7"})
assert batch.object == "batch" and batch.status == "validating", batch
batch = wait(batch)
assert batch.status == "completed", batch
assert batch.metadata == {"night": "7"}, batch
assert (batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed) == (LINES, LINES, 0), batch
assert batch.created_at <= batch.in_progress_at <= batch.finalizing_at <= batch.completed_at, batch
assert batch.error_file_id is None, batch
print("completed")

answers = read(batch.output_file_id)
assert sorted(answer["custom_id"] for answer in answers) == sorted(names)
for answer in answers:
    assert answer["error"] is None and answer["response"]["status_code"] == 200, answer
    assert answer["response"]["body"]["choices"][0]["message"]["content"], answer
assert batch.usage.total_tokens == sum(answer["response"]["body"]["usage"]["total_tokens"] for answer in answers), batch
print("output")

# No model of the alias looks at pictures.
mixed = wait(create(upload([line("told"), line("shown", content=PICTURE)])))
assert mixed.status == "completed", mixed
assert (mixed.request_counts.completed, mixed.request_counts.failed) == (1, 1), mixed
assert [answer["custom_id"] for answer in read(mixed.output_file_id)] == ["told"]
(failed,) = read(mixed.error_file_id)
assert failed["custom_id"] == "shown" and failed["response"]["status_code"] == 400, failed
assert failed["response"]["body"]["error"]["message"], failed
print("error file")

bad = wait(create(upload([line("a"), line("b", model="no-such-model"), line("a")])))
assert bad.status == "failed" and bad.failed_at, bad
assert sorted(error.line for error in bad.errors.data) == [2, 3], bad.errors
print("validation")

listed = [one.id for one in client.batches.list(limit=1)]
assert bad.id in listed and batch.id in listed, listed
print("list")

try:
    client.batches.cancel(batch.id)
    raise AssertionError("a batch that has ended was cancelled")
except ConflictError:
    pass
try:
    client.batches.create(input_file_id="file-0", endpoint="/v1/chat/completions", completion_window="24h")
    raise AssertionError("a batch of no file was made")
except BadRequestError as refused:
    assert refused.param == "input_file_id", refused
print("errors")

cancelled = create(upload([line(name) for name in names]))
client.batches.cancel(cancelled.id)
cancelled = wait(cancelled)
assert cancelled.status == "cancelled" and cancelled.cancelled_at, cancelled
print("cancel")
