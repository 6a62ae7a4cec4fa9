@NullMarked
package io.headgate.deploy.acceptance.chaos;

import org.jspecify.annotations.NullMarked;
