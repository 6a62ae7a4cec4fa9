/** Google's generateContent: what a chat completion is in it, and what its replies, streams and errors mean. */
@NullMarked
package io.headgate.worker.call.gemini;

import org.jspecify.annotations.NullMarked;
