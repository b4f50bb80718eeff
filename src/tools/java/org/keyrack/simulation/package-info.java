/** The whole program but its screen, run by a schedule, a clock and faults that one seed draws (docs/simulation.md). */
package org.keyrack.simulation;
