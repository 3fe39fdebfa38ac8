/**
 * The server keys, the keys that are derived from them, and HMACs.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.crypto;
