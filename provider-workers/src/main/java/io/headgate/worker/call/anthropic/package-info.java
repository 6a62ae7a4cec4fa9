/** Anthropic's messages: what a chat completion is in them, and what their replies, streams and errors mean. */
@NullMarked
package io.headgate.worker.call.anthropic;

import org.jspecify.annotations.NullMarked;
