/**
 * What must not leave a prompt: found, masked and restored, or refused. Plain Java; every search takes time in proportion
 * to the text, whatever the text is.
 */
@NullMarked
package io.headgate.worker.redact;

import org.jspecify.annotations.NullMarked;
