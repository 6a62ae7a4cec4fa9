/** Prices from a public list into a catalogue's file. */
@NullMarked
package io.headgate.deploy.cli.prices;

import org.jspecify.annotations.NullMarked;
