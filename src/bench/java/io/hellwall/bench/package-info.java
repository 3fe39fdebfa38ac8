/** What the service is worth on this machine, beside what the machine itself gives. */
@NullMarked
package io.hellwall.bench;

import org.jspecify.annotations.NullMarked;
