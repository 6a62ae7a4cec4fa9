/** What Headgate promises, judged from outside. */
@NullMarked
package io.headgate.deploy.acceptance;

import org.jspecify.annotations.NullMarked;
