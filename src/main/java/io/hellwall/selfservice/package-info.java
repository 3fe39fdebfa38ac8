/**
 * What people do to their accounts themselves: change and delete them, choose a new
 * password instead of a forgotten one, and create them.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.selfservice;
