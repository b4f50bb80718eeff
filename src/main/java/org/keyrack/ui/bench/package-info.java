/** The step Bench: the service, the readers against the limit, the stickers on the shelf. */
package org.keyrack.ui.bench;
