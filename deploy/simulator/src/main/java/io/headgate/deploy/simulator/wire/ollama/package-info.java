/** Ollama's own chat API. */
@NullMarked
package io.headgate.deploy.simulator.wire.ollama;

import org.jspecify.annotations.NullMarked;
