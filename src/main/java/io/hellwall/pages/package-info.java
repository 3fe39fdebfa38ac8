/**
 * Pages for people with a browser: the sign-in, and what they see of their own account.
 * They need no script, and load nothing from elsewhere.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.pages;
