/** Both units as they were before Roles and sessions: what the applets are compared with until they have them. */
package org.keyrack.protocol.former;
