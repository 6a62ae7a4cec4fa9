/** Prompts from a file or a command line to the topic. */
@NullMarked
package io.headgate.deploy.cli.submit;

import org.jspecify.annotations.NullMarked;
