/** What is to be loaded: the profile, edited as a table of keys and locations, and the plan made from it. */
package org.keyrack.ui.plan;
