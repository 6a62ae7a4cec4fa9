/** {@code headgate keys} and {@code headgate audit}: who may call over HTTP, and who administered what. */
@NullMarked
package io.headgate.deploy.cli.keys;

import org.jspecify.annotations.NullMarked;
