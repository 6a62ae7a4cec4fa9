"""What OpenAI's own client for Python can say to a Headgate, and hear of it, beyond OpenAI's. Prints a line for each thing that worked."""

from openai import OpenAI

client = OpenAI()

reply = client.chat.completions.with_raw_response.create(
    model="fast-text",
    messages=[{"role": "user", "content": "Whose is it?"}],
    metadata={"headgate_tag_project": "search"},
    extra_body={"headgate": {"priority": "critical"}},
)
assert reply.parse().choices[0].message.content, reply.text
print("said")

assert reply.headers["headgate-provider"] == "sim", dict(reply.headers)
assert reply.headers["headgate-cost"].endswith(" USD"), dict(reply.headers)
print("heard")
