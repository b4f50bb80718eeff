/** A profile and the units found give an immutable plan, or refusals that name the reason. */
package org.keyrack.plan;
