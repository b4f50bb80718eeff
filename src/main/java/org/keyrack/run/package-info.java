/** The run of a plan: one AS queue, one worker per unit, three durable points a key. */
package org.keyrack.run;
