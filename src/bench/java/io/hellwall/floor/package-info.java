/** What the service is compared with. */
@NullMarked
package io.hellwall.floor;

import org.jspecify.annotations.NullMarked;
