/** Gemini's generateContent. */
@NullMarked
package io.headgate.deploy.simulator.wire.gemini;

import org.jspecify.annotations.NullMarked;
