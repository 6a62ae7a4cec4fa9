/** Tests of what ACLS.md lets each principal do on Kafka. */
@NullMarked
package io.headgate.deploy.acceptance.acls;

import org.jspecify.annotations.NullMarked;
