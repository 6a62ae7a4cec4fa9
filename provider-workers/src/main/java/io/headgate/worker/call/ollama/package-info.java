/** Ollama's own interface, {@code /api/chat}: messages with images apart, arguments as objects, replies as NDJSON. */
@NullMarked
package io.headgate.worker.call.ollama;

import org.jspecify.annotations.NullMarked;
