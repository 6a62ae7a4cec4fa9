/** What clients do meanwhile: publish at an even rate, to the topic and over HTTP, and wait for their results. */
@NullMarked
package io.headgate.deploy.acceptance.chaos.load;

import org.jspecify.annotations.NullMarked;
