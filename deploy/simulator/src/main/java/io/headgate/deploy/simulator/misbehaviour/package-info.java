/** What goes wrong at providers, case by case, for whoever has to live with it. */
@NullMarked
package io.headgate.deploy.simulator.misbehaviour;

import org.jspecify.annotations.NullMarked;
