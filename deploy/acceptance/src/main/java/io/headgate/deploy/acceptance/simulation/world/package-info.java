/** The world of one seed: clients, services, providers, books, and who moves next. */
@NullMarked
package io.headgate.deploy.acceptance.simulation.world;

import org.jspecify.annotations.NullMarked;
