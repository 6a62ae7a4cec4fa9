/** What was found in an installation: small facts, a record of a topic or a row of a table each, and nothing judged. */
@NullMarked
package io.headgate.deploy.acceptance.checker.evidence;

import org.jspecify.annotations.NullMarked;
