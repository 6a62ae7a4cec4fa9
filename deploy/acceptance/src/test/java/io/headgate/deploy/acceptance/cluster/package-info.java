@NullMarked
package io.headgate.deploy.acceptance.cluster;

import org.jspecify.annotations.NullMarked;
