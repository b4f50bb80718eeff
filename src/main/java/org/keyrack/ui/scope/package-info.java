/** What a batch covers: profile, modules, expected list, and what stands in its way. */
package org.keyrack.ui.scope;
