/** Results from the topic to the screen. */
@NullMarked
package io.headgate.deploy.cli.results;

import org.jspecify.annotations.NullMarked;
